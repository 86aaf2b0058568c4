import { describe, expect, test } from "vitest";
import { expm1 } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("expm1", () => {
  test("works by hand", () => {
    expect(expm1(tensor([0, -1, 1e-20])).toArray()).toEqual([0, Math.fround(1 / Math.E - 1), Math.fround(1e-20)]);
  });

  unaryContract({
    op: expm1,
    reference: Math.expm1,
    ulps: 1.7,
    special: [
      [0, 0],
      [-Infinity, -1],
      [Infinity, Infinity],
      [88.73, Infinity],
      [-20, -1],
      [NaN, NaN],
      [-(2 ** -149), -(2 ** -149)],
    ],
  });
});
