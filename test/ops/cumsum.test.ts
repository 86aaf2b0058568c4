import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { cumsum, mul, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { axisContract } from "../helpers/axis-contract.ts";

function running(values: readonly number[]): number[] {
  let total = 0;
  return values.map((v) => (total += v));
}

describe("cumsum", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10],
    ]);
    expect(cumsum(x).toArray()).toEqual([
      [1, 3, 6, 10, 15],
      [6, 13, 21, 30, 40],
    ]);
    expect(cumsum(x, 0).toArray()).toEqual([
      [1, 2, 3, 4, 5],
      [7, 9, 11, 13, 15],
    ]);
  });

  axisContract("cumsum", { op: cumsum, reference: running });

  test("wraps int32, and stays int32", () => {
    const y = cumsum(tensor(Int32Array.of(2 ** 31 - 1, 1, 1)));
    expect([y.dtype, ...y.data]).toEqual(["int32", 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1]);
  });

  test("keeps what is not a number to what comes behind it", () => {
    expect(cumsum(tensor([1, 2, 3, Infinity, 4, -Infinity, 1])).toArray()).toEqual([
      1,
      3,
      6,
      Infinity,
      Infinity,
      NaN,
      NaN,
    ]);
  });

  test("sums the gradient from the end", () => {
    for (const n of [1, 3, 4, 5, 8, 11]) {
      const x = variable(ones([n]));
      const weights = Array.from({ length: n }, (_, i) => i + 1);
      const grads = gradients(sum(mul(cumsum(x), tensor(weights))));
      expect(grads.get(x)!.toArray()).toEqual(running(weights.reverse()).reverse());
    }
    const empty = variable(zeros([3, 0]));
    expect(gradients(sum(cumsum(empty, 0))).get(empty)!.shape).toEqual([3, 0]);
  });
});
