import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { asin, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("asin", () => {
  test("works by hand", () => {
    expect(asin(tensor([0, 1, -1])).toArray()).toEqual([0, Math.fround(Math.PI / 2), -Math.fround(Math.PI / 2)]);
  });

  unaryContract({
    op: asin,
    reference: Math.asin,
    low: -0.9,
    high: 0.9,
    ulps: 2,

    special: [
      [0, 0],
      [1.5, NaN],
      [-1.5, NaN],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [-(2 ** -149), -(2 ** -149)],
    ],
  });

  test("has an infinite gradient at ±1", () => {
    const x = variable(tensor([1, -1, 0]));
    expect(
      gradients(sum(asin(x)))
        .get(x)!
        .toArray(),
    ).toEqual([Infinity, Infinity, 1]);
  });
});
