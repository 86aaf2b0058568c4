import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ceil, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("ceil", () => {
  test("works by hand", () => {
    expect(ceil(tensor([1.5, -1.5, 2])).toArray()).toEqual([2, -1, 2]);
  });

  unaryContract({
    op: ceil,
    reference: Math.ceil,
    low: 1.1,
    high: 1.4,
    ulps: 0,
    ints: "int32",
    special: [
      [0.01, 1],
      [2 ** 23 + 1, 2 ** 23 + 1],
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [NaN, NaN],
    ],
  });

  test("leaves int32 as it is", () => {
    expect([...ceil(tensor(Int32Array.of(-(2 ** 31), 5, 2 ** 31 - 1))).data]).toEqual([-(2 ** 31), 5, 2 ** 31 - 1]);
  });

  test("has zeros for gradients", () => {
    const x = variable(tensor([1.25, -3]));
    expect(
      gradients(sum(ceil(x)))
        .get(x)!
        .toArray(),
    ).toEqual([0, 0]);
  });
});
