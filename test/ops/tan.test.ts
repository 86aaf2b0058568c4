import { describe, expect, test } from "vitest";

import { tan } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("tan", () => {
  test("works by hand", () => {
    expect(tan(tensor([0, -0.5])).toArray()).toEqual([0, Math.fround(Math.tan(-0.5))]);
  });

  unaryContract({
    op: tan,
    reference: Math.tan,
    low: -1.2,
    high: 1.2,
    ulps: 3.6,

    special: [
      [0, 0],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [2 ** -149, 2 ** -149],
    ],
  });
});
