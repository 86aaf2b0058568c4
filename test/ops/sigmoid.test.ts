import { describe, expect, test } from "vitest";
import { sigmoid } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("sigmoid", () => {
  test("works by hand", () => {
    expect(sigmoid(tensor([0, 1000, -1000])).toArray()).toEqual([0.5, 1, 0]);
  });

  unaryContract({
    op: sigmoid,
    reference: (x) => 1 / (1 + Math.exp(-x)),
    low: -20,
    high: 20,
    ulps: 3,
    special: [
      [0, 0.5],
      [Infinity, 1],
      [-Infinity, 0],
      [100, 1],
      [-100, 0],
      [NaN, NaN],
    ],
  });
});
