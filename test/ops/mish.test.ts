import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { mish, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("mish", () => {
  test("works by hand", () => {
    expect(mish(tensor([0, 1])).data[1]).toBeCloseTo(0.8650983882673103, 7);
  });

  unaryContract({
    op: mish,
    reference: (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
    low: -20,
    high: 20,
    ulps: 5,
    special: [
      [0, 0],
      [Infinity, Infinity],
      [-Infinity, NaN],
      [1e4, 1e4],
      [-1e4, 0],
      [NaN, NaN],
    ],
  });

  test("has exact gradients far from 0, also at ±∞", () => {
    const x = variable(tensor([-Infinity, -1e4, 0, 1e4, 1e30, Infinity, NaN]));
    expect([...gradients(sum(mish(x))).get(x)!.data]).toEqual([0, 0, Math.fround(0.6), 1, 1, 1, NaN]);
  });
});
