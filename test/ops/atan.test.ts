import { describe, expect, test } from "vitest";

import { atan } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("atan", () => {
  test("works by hand", () => {
    expect(atan(tensor([0, 1, -0.5])).toArray()).toEqual([0, Math.fround(Math.PI / 4), Math.fround(Math.atan(-0.5))]);
  });

  unaryContract({
    op: atan,
    reference: Math.atan,

    ulps: 1.6,

    special: [
      [0, 0],
      [Infinity, Math.PI / 2],
      [-Infinity, -Math.PI / 2],
      [NaN, NaN],
      [3e38, Math.PI / 2],
      [2 ** -149, 2 ** -149],
    ],
  });
});
