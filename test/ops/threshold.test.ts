import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { sum, threshold } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("threshold", () => {
  test("works by hand", () => {
    expect(threshold(tensor([-2, 0.1, 0.5, 3]), 0.5, 20).toArray()).toEqual([20, 20, 20, 3]);
  });

  unaryContract({
    op: (x) => threshold(x, 0, -7),
    reference: (x) => (x > 0 ? x : -7),
    ulps: 0,
    special: [
      [Infinity, Infinity],
      [-Infinity, -7],
      [0, -7],
      [2 ** -149, 2 ** -149],
      [NaN, NaN],
    ],
  });

  test("has the gradient 0 at the threshold, and lets that of NaN through", () => {
    const x = variable(tensor([-Infinity, 0.25, 0.5, 0.75, NaN]));
    expect([...gradients(sum(threshold(x, 0.5, 20))).get(x)!.data]).toEqual([0, 0, 0, 1, 1]);
  });

  test("takes numbers only", () => {
    expect(() => threshold(tensor([1]), NaN, 0)).toThrow(ValueError);
    expect(() => threshold(tensor([1]), NaN, 0)).toThrow("threshold: limit is NaN, expected a number");
    const loosely = threshold as (x: Tensor, ...limits: number[]) => Tensor;
    expect(() => loosely(tensor([1]))).toThrow("threshold: limit is undefined, expected a number");
    expect(() => loosely(tensor([1]), 0)).toThrow("threshold: value is undefined, expected a number");
    expect(() => threshold(tensor([1]), 0, NaN)).toThrow("threshold: value is NaN, expected a number");
  });
});
