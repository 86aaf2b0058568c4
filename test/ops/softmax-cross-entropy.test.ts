import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, IndexError, ShapeError } from "../../src/base/errors.ts";
import { softmax, softmaxCrossEntropy, sum } from "../../src/ops/index.ts";
import { full, tensor, zeros } from "../../src/tensor/creation.ts";
import type { Shape } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { noise, randomTensor } from "../helpers/random.ts";

const SHAPES: readonly Shape[] = [[1], [5], [1, 1], [3, 4], [7, 10], [2, 3, 5], [64, 33], [0, 4]];

function randomLabels(x: Tensor): Tensor {
  const V = x.shape.at(-1)!;
  const labels = Int32Array.from({ length: x.size / V }, () => Math.floor(((noise() + 1) / 2) * V));
  return tensor(labels, x.shape.slice(0, -1));
}

describe("softmaxCrossEntropy", () => {
  test("works by hand", () => {
    const x = tensor([
      [0, Math.log(3)],
      [5, 5],
    ]);
    expectClose(softmaxCrossEntropy(x, tensor(Int32Array.of(1, 0))).data, [Math.log(4 / 3), Math.log(2)], 2e-7);
  });

  test.each(SHAPES.map((shape) => [shape]))("agrees with float64 for %j", (shape) => {
    const x = randomTensor(...shape);
    const labels = randomLabels(x);
    const [data, chosen] = [x.data as Float32Array, labels.data];
    const V = shape.at(-1)!;
    const expected = Float64Array.from(chosen, (label, i) => {
      const row = data.subarray(i * V, i * V + V);
      const top = Math.max(...row);
      return Math.log(row.reduce((total, v) => total + Math.exp(v - top), 0)) + top - row[label]!;
    });
    const y = softmaxCrossEntropy(x, labels);
    expect(y.shape).toEqual(shape.slice(0, -1));
    expectClose(y.data, expected, 5e-7);
  });

  test("has the right gradients", () => {
    for (const shape of SHAPES) {
      if (shape[0]! > 10) continue;
      const x = randomTensor(...shape);
      const labels = randomLabels(x);
      gradcheck((t) => softmaxCrossEntropy(t, labels), [x]);
    }
  });

  test("has softmax − onehot as its gradient, whatever the size of the logits", () => {
    const x = variable(tensor([1000, 0, -1000, 3, 4, 5], [2, 3]));
    const dx = gradients(sum(softmaxCrossEntropy(x, tensor(Int32Array.of(2, 0))))).get(x)!.data;
    const p = softmax(x).data;
    expectClose(dx, Float32Array.of(p[0]!, p[1]!, p[2]! - 1, p[3]! - 1, p[4]!, p[5]!), 1e-7);
  });

  test("takes logits of any size, and int32", () => {
    const labels = tensor(Int32Array.of(0, 0, 0));
    const x = tensor([1000, -1000, -Infinity, 1, 3e38, 0], [3, 2]);
    expect(softmaxCrossEntropy(x, labels).toArray()).toEqual([0, Infinity, 0]);
    const whole = tensor(Int32Array.of(2, 2), [1, 2]);
    expectClose(softmaxCrossEntropy(whole, tensor(Int32Array.of(1))).data, [Math.log(2)], 1e-7);
  });

  test("answers NaN for logits without an answer", () => {
    const x = tensor([NaN, 1, 1, Infinity, -Infinity, -Infinity], [3, 2]);
    expect([...softmaxCrossEntropy(x, tensor(Int32Array.of(1, 0, 0))).data]).toEqual([NaN, NaN, NaN]);
  });

  test.each([10, -1, 2 ** 31 - 1, -(2 ** 31)])("names the label %i, and harms nothing", (label) => {
    const bystander = full([100], 7);
    const call = () => softmaxCrossEntropy(zeros([3, 10]), tensor(Int32Array.of(1, label, 2))).data;
    expect(call).toThrow(IndexError);
    expect(call).toThrow(`softmaxCrossEntropy: index is ${label}, expected 0 <= index < 10`);
    expect([...new Set(bystander.data)]).toEqual([7]);
    expect(softmaxCrossEntropy(zeros([1, 1]), tensor(Int32Array.of(0))).toArray()).toEqual([0]);
  });

  test("says what does not fit", () => {
    const labels = tensor(Int32Array.of(1, 2));
    expect(() => softmaxCrossEntropy(zeros([3, 4]), labels)).toThrow(ShapeError);
    expect(() => softmaxCrossEntropy(zeros([3, 4]), labels)).toThrow(
      "softmaxCrossEntropy: labels is [2], expected [3] like x without its last axis",
    );
    expect(() => softmaxCrossEntropy(zeros([]), labels)).toThrow("softmaxCrossEntropy: x is [], expected [..., V]");
    expect(() => softmaxCrossEntropy(zeros([2, 0]), labels)).toThrow(
      "softmaxCrossEntropy: x is [2, 0], expected at least one class",
    );
    expect(() => softmaxCrossEntropy(zeros([2, 4]), tensor([1, 2]))).toThrow(DTypeError);
    expect(() => softmaxCrossEntropy(zeros([2, 4]), tensor([1, 2]))).toThrow(
      "softmaxCrossEntropy: labels is float32, expected int32",
    );
  });

  test("leaves only its result", () => {
    for (const shape of SHAPES) {
      const x = randomTensor(...shape);
      expectNoLeaks(softmaxCrossEntropy, [x, randomLabels(x)]);
    }
    expectNoLeaks(softmaxCrossEntropy, [zeros([2, 3], "int32"), zeros([2], "int32")]);
  });
});
