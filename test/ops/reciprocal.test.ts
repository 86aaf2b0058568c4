import { describe, expect, test } from "vitest";

import { reciprocal } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("reciprocal", () => {
  test("works by hand", () => {
    expect(reciprocal(tensor([4, -0.5])).toArray()).toEqual([0.25, -2]);
  });

  unaryContract({
    op: reciprocal,
    reference: (x) => 1 / x,
    low: 0.2,
    high: 50,
    ulps: 0.5,

    special: [
      [0, Infinity],
      [-0, -Infinity],
      [Infinity, 0],
      [-Infinity, 0],
      [NaN, NaN],
    ],
  });
});
