import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { acos, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("acos", () => {
  test("works by hand", () => {
    expect(acos(tensor([1, -1, 0])).toArray()).toEqual([0, Math.fround(Math.PI), Math.fround(Math.PI / 2)]);
  });

  unaryContract({
    op: acos,
    reference: Math.acos,
    low: -0.9,
    high: 0.9,
    ulps: 2,

    special: [
      [1, 0],
      [1.5, NaN],
      [-1.5, NaN],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
    ],
  });

  test("has an infinite gradient at ±1", () => {
    const x = variable(tensor([1, -1, 0]));
    expect(
      gradients(sum(acos(x)))
        .get(x)!
        .toArray(),
    ).toEqual([-Infinity, -Infinity, -1]);
  });
});
