import { describe, expect, test } from "vitest";

import { cosh } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("cosh", () => {
  test("works by hand", () => {
    expect(cosh(tensor([0, 3])).toArray()).toEqual([1, Math.fround(Math.cosh(3))]);
  });

  unaryContract({
    op: cosh,
    reference: Math.cosh,

    ulps: 1.6,

    special: [
      [0, 1],
      [Infinity, Infinity],
      [-Infinity, Infinity],
      [NaN, NaN],
      [89.42, Infinity],
      [-200, Infinity],
    ],
  });
});
