import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { floor, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("floor", () => {
  test("works by hand", () => {
    expect(floor(tensor([1.5, -1.5, 2])).toArray()).toEqual([1, -2, 2]);
  });

  unaryContract({
    op: floor,
    reference: Math.floor,
    low: 1.1,
    high: 1.4,
    ulps: 0,
    ints: "int32",
    special: [
      [0.99, 0],
      [-0.01, -1],
      [2 ** 23 + 1, 2 ** 23 + 1],
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [NaN, NaN],
    ],
  });

  test("leaves int32 as it is", () => {
    expect([...floor(tensor(Int32Array.of(-(2 ** 31), 5, 2 ** 31 - 1))).data]).toEqual([-(2 ** 31), 5, 2 ** 31 - 1]);
  });

  test("has zeros for gradients", () => {
    const x = variable(tensor([1.25, -3]));
    expect(
      gradients(sum(floor(x)))
        .get(x)!
        .toArray(),
    ).toEqual([0, 0]);
  });
});
