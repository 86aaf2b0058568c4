import { describe, expect, test } from "vitest";
import { exp } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("exp", () => {
  test("works by hand", () => {
    expect(exp(tensor([0, 1])).toArray()).toEqual([1, Math.fround(Math.E)]);
  });

  unaryContract({
    op: exp,
    reference: Math.exp,
    low: -80,
    high: 80,
    ulps: 1.03,
    special: [
      [0, 1],
      [Infinity, Infinity],
      [-Infinity, 0],
      [NaN, NaN],
      [89, Infinity],
      [88.7, Math.exp(88.69999694824219)],
      [-100, Math.exp(-100)],
      [-105, 0],
    ],
  });
});
