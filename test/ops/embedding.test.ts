import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { embedding, mul, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

const indices = (...values: number[]): Tensor => tensor(Int32Array.from(values));

describe("embedding", () => {
  test("takes rows, for indices of any shape", () => {
    const weight = tensor([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
    expect(embedding(indices(2, 0, 2), weight).toArray()).toEqual([[5, 6], [1, 2], [5, 6]]); // prettier-ignore
    expect(embedding(tensor(1, [], "int32"), weight).toArray()).toEqual([3, 4]);
    expect(embedding(tensor(Int32Array.of(0, 1, 2, 0), [2, 1, 2]), weight).toArray()).toEqual([[[[1, 2], [3, 4]]], [[[5, 6], [1, 2]]]]); // prettier-ignore
    expect(embedding(zeros([0, 4], "int32"), weight).shape).toEqual([0, 4, 2]);
    expect(embedding(zeros([3], "int32"), ones([2, 0])).shape).toEqual([3, 0]);
  });

  test("reads the row for padding like any other", () => {
    const weight = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(embedding(indices(0, 1), weight, { paddingIndex: 0 }).toArray()).toEqual([[1, 2], [3, 4]]); // prettier-ignore
  });

  test.each([0, 2, 6, -1, -7])(
    "gives row %i no gradient as padding, and others the sum of their uses",
    (paddingIndex) => {
      const weight = variable(ones([7, 20]));
      const y = embedding(indices(0, 2, 6, 2, 6, 2), weight, { paddingIndex });
      const dw = gradients(sum(mul(y, tensor([1, 10, 100, 1000, 1e4, NaN], [6, 1])))).get(weight)!;
      const sums = [1, 0, NaN, 0, 0, 0, 10100];
      sums[(paddingIndex + 7) % 7] = 0;
      expect(dw.toArray()).toEqual(sums.map((n) => Array.from({ length: 20 }, () => n)));
    },
  );

  test("has the right gradients", () => {
    const at = tensor(Int32Array.of(1, 0, 3, 1), [2, 2]);
    expect(gradcheck((w) => embedding(at, w), [randomTensor(4, 3)])).toBeLessThan(1e-2);
    expect(gradcheck((w) => embedding(zeros([0], "int32"), w, { paddingIndex: 1 }), [randomTensor(4, 3)])).toBe(0);
  });

  test.each([3, -1, 2 ** 31 - 1])("reports index %i, and works on", (bad) => {
    const y = embedding(indices(0, bad), ones([3, 2]));
    expect(() => y.data).toThrow(IndexError);
    const again = embedding(indices(bad), ones([3, 2]));
    expect(() => again.data).toThrow(`index is ${bad}, expected 0 <= index < 3`);
    expect(embedding(indices(2), ones([3, 2])).toArray()).toEqual([[1, 1]]);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((at, w) => embedding(at!, w!, { paddingIndex: 0 }), [indices(4, 0, 4), randomTensor(5, 3)]);
  });

  test("says what does not fit", () => {
    expect(() => embedding(ones([1]), ones([3, 2]))).toThrow(DTypeError);
    expect(() => embedding(ones([1]), ones([3, 2]))).toThrow("embedding: indices is float32, expected int32");
    expect(() => embedding(indices(0), ones([3]))).toThrow(ShapeError);
    expect(() => embedding(indices(0), ones([3]))).toThrow("embedding: weight is [3], expected [V, D]");
    for (const paddingIndex of [3, -4, 0.5, NaN]) {
      const call = () => embedding(indices(0), ones([3, 2]), { paddingIndex });
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`embedding: paddingIndex is ${paddingIndex}, expected a whole number from -3 to 2, or null`);
    }
  });
});
