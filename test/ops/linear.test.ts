import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { linear } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import { randomTensor } from "../helpers/random.ts";

/** `y[n, u] = Σd x[n, d] w[u, d] + b[u]`, in float64. */
function reference(x: Tensor, w: Tensor, b: Tensor): Float64Array {
  const [U, D] = w.shape as [number, number];
  const [xs, ws, bs] = [x.data, w.data, b.data];
  return Float64Array.from({ length: (x.size / D) * U }, (_, i) => {
    const n = Math.floor(i / U);
    const u = i % U;
    let sum = bs[u]!;
    for (let d = 0; d < D; d++) sum += xs[n * D + d]! * ws[u * D + d]!;
    return sum;
  });
}

describe("linear", () => {
  test("computes x·Wᵀ + b by hand", () => {
    const x = tensor([1, 2, 3, 4], [2, 2]);
    const w = tensor([1, 0, 0, 1, 1, 1], [3, 2]);
    const b = tensor([10, 20, 30]);
    expect(linear(x, w, b).toArray()).toEqual([
      [11, 22, 33],
      [13, 24, 37],
    ]);
  });

  // Rows, inputs and outputs on both sides of every kernel's block, and of the choice between kernels.
  test.each([
    [1, 1, 1],
    [1, 7, 5],
    [3, 7, 5],
    [5, 9, 9],
    [9, 257, 17],
    [32, 31, 33],
    [33, 600, 31],
  ])("agrees with the reference for %i rows, %i inputs, %i outputs", (N, D, U) => {
    const [x, w, b] = [randomTensor(N, D), randomTensor(U, D), randomTensor(U)];
    const y = linear(x, w, b);
    expect(y.shape).toEqual([N, U]);
    expectClose(y.data, reference(x, w, b), 1e-6 * Math.sqrt(D));
  });

  test("treats leading axes as rows", () => {
    expect(linear(randomTensor(2, 3, 4), randomTensor(5, 4)).shape).toEqual([2, 3, 5]);
  });

  test("gives the bias for an input of width 0 and nothing for 0 rows", () => {
    expect(linear(zeros([2, 0]), zeros([3, 0]), tensor([1, 2, 3])).toArray()).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(linear(zeros([0, 4]), randomTensor(3, 4)).size).toBe(0);
  });

  test("has the right gradients", () => {
    expect(gradcheck(linear, [randomTensor(5, 9), randomTensor(6, 9), randomTensor(6)])).toBeLessThan(1e-2);
    expect(gradcheck(linear, [randomTensor(1, 4), randomTensor(3, 4), randomTensor(3)])).toBeLessThan(1e-2);
  });

  test("names the axes that disagree", () => {
    const call = () => linear(randomTensor(2, 3), randomTensor(5, 4));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow("linear: x is [2, 3], expected [..., D=4]");
  });
});
