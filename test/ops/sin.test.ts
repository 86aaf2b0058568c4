import { describe, expect, test } from "vitest";

import { sin } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("sin", () => {
  test("works by hand", () => {
    expect(sin(tensor([0, Math.PI / 2])).toArray()).toEqual([0, 1]);
  });

  unaryContract({
    op: sin,
    reference: Math.sin,
    low: -20,
    high: 20,
    ulps: 1.6,

    special: [
      [0, 0],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [2 ** 23, Math.sin(2 ** 23)],
      [-(2 ** -149), -(2 ** -149)],
    ],
  });
});
