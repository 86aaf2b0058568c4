import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { round, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("round", () => {
  test("works by hand", () => {
    expect(round(tensor([0.5, 1.5, 2.5, -2.5, 2.6])).toArray()).toEqual([0, 2, 2, -2, 3]);
  });

  unaryContract({
    op: round,
    reference: Math.round,
    low: 1.1,
    high: 1.4,
    ulps: 0,
    ints: "int32",
    special: [
      [0.5, 0],
      [3.5, 4],
      [-1.5, -2],
      [2 ** 23 + 1, 2 ** 23 + 1],
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [NaN, NaN],
    ],
  });

  test("leaves int32 as it is", () => {
    expect([...round(tensor(Int32Array.of(-(2 ** 31), 5, 2 ** 31 - 1))).data]).toEqual([-(2 ** 31), 5, 2 ** 31 - 1]);
  });

  test("has zeros for gradients", () => {
    const x = variable(tensor([1.25, -3]));
    expect(
      gradients(sum(round(x)))
        .get(x)!
        .toArray(),
    ).toEqual([0, 0]);
  });
});
