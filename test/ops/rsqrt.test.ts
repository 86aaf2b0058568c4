import { describe, expect, test } from "vitest";

import { rsqrt } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("rsqrt", () => {
  test("works by hand", () => {
    expect(rsqrt(tensor([1, 4, 0.25])).toArray()).toEqual([1, 0.5, 2]);
  });

  unaryContract({
    op: rsqrt,
    reference: (x) => 1 / Math.sqrt(x),
    low: 0.2,
    high: 50,
    ulps: 1.5,

    special: [
      [0, Infinity],
      [-0, -Infinity],
      [-1, NaN],
      [Infinity, 0],
      [-Infinity, NaN],
      [NaN, NaN],
      [2 ** -148, 2 ** 74],
    ],
  });
});
