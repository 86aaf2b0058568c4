import { describe, expect, test } from "vitest";
import { tanh } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("tanh", () => {
  test("works by hand", () => {
    expect(tanh(tensor([0, 1000, -1000])).toArray()).toEqual([0, 1, -1]);
  });

  unaryContract({
    op: tanh,
    reference: Math.tanh,
    low: -12,
    high: 12,
    ulps: 2,
    special: [
      [0, 0],
      [Infinity, 1],
      [-Infinity, -1],
      [100, 1],
      [NaN, NaN],
      [1e-20, 1e-20],
      [-1e-30, -1e-30],
      [1e-4, Math.tanh(1e-4)],
    ],
  });
});
