import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { bilinear } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNothingMade } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("bilinear", () => {
  test("computes x₁ᵀ·W·x₂ + b by hand", () => {
    const w = tensor([[[1, 2], [3, 4]], [[0, 1], [-1, 0]]]); // prettier-ignore
    const y = bilinear(tensor([[1, 10]]), tensor([[5, 6]]), w, tensor([100, 200]));
    // [1, 10]·[[17], [39]] and [1, 10]·[[6], [-5]]
    expect(y.toArray()).toEqual([[507, 156]]);
    expect(bilinear(tensor([1, 10]), tensor([5, 6]), w).toArray()).toEqual([407, -44]);
  });

  test.each([
    [[1], 3, 4, 2],
    [[7, 6], 5, 3, 9],
    [[50], 1, 40, 1],
  ] as const)("agrees with the reference for rows of %j, %i by %i, %i units", (lead, D, E, U) => {
    const [x1, x2, w, b] = [randomTensor(...lead, D), randomTensor(...lead, E), randomTensor(U, D, E), randomTensor(U)];
    const [p, q, ws, bs] = [x1, x2, w, b].map((t) => t.data) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const y = bilinear(x1, x2, w, b);
    expect(y.shape).toEqual([...lead, U]);
    const expected = Float64Array.from({ length: y.size }, (_, i) => {
      const [row, u] = [Math.floor(i / U), i % U];
      let total = bs[u]!;
      for (let d = 0; d < D; d++) {
        for (let e = 0; e < E; e++) total += p[row * D + d]! * ws[(u * D + d) * E + e]! * q[row * E + e]!;
      }
      return total;
    });
    expectClose(y.data, expected, 1e-6);
  });

  test("has the right gradients, and leaves nothing behind", () => {
    const operands = [randomTensor(2, 3, 4), randomTensor(2, 3, 5), randomTensor(3, 4, 5), randomTensor(3)] as const;
    expect(gradcheck((x1, x2, w, b) => bilinear(x1!, x2!, w!, b), operands)).toBeLessThan(1e-2);
    expect(gradcheck((x1, x2, w) => bilinear(x1!, x2!, w!), operands.slice(0, 3))).toBeLessThan(1e-2);
    expectNothingMade(() => bilinear(...operands));
  });

  test("gives nothing for no rows", () => {
    expect(bilinear(zeros([0, 4]), zeros([0, 5]), ones([3, 4, 5])).shape).toEqual([0, 3]);
  });

  test("says what does not fit", () => {
    const w = ones([3, 4, 5]);
    expect(() => bilinear(ones([2, 3]), ones([2, 5]), w)).toThrow(ShapeError);
    expect(() => bilinear(ones([2, 3]), ones([2, 5]), w)).toThrow("bilinear: x1 is [2, 3], expected [..., D=4]");
    expect(() => bilinear(ones([2, 4]), ones([2, 3]), w)).toThrow("bilinear: x2 is [2, 3], expected [..., E=5]");
    expect(() => bilinear(ones([2, 4]), ones([3, 5]), w)).toThrow(
      "bilinear: x2 is [3, 5], expected [2, 5] like x1's leading axes",
    );
    expect(() => bilinear(ones([2, 4]), ones([2, 5]), ones([4, 5]))).toThrow(
      "bilinear: w is [4, 5], expected [U, D, E]",
    );
    expect(() => bilinear(ones([2, 4]), ones([2, 5]), w, ones([4]))).toThrow("bilinear: b is [4], expected [U=3]");
    expect(() => bilinear(ones([2, 4], "int32"), ones([2, 5]), w)).toThrow(DTypeError);
    expect(() => bilinear(ones([2, 4]), ones([2, 5]), w, ones([3], "int32"))).toThrow(
      "bilinear: b is int32, expected float32",
    );
  });
});
