import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { cosineEmbedding } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const [a, b] = [randomTensor(4, 3), randomTensor(4, 3)];
const target = tensor(Int32Array.of(1, -1, 1, -1));
const dot = (x: number[], y: number[]) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
const cosine = (i: number) => {
  const [x, y] = [a, b].map((t) => [...t.data.slice(3 * i, 3 * i + 3)]) as [number[], number[]];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
};

describe("cosineEmbedding", () => {
  lossContract({
    name: "cosineEmbedding",
    loss: ([x, y, t], options) => cosineEmbedding(x!, y!, t!, { margin: -0.9, ...options }),
    small: [a, b, target],
    large: [
      randomTensor(1000, 12),
      randomTensor(1000, 12),
      tensor(Int32Array.from({ length: 1000 }, (_, i) => (i % 3 ? 1 : -1))),
    ],
    expected: [0, 1, 2, 3].map((i) => (i % 2 ? Math.max(cosine(i) + 0.9, 0) : 1 - cosine(i))),
  });

  test("is 1 for a row of zeros, whatever the other, and 0 for parallel rows", () => {
    const x = tensor([0, 0, 1, 2], [2, 2]);
    const y = tensor([3, 4, 2, 4], [2, 2]);
    const losses = cosineEmbedding(x, y, tensor(Int32Array.of(1, 1)), { reduction: "none" }).data;
    expect(losses[0]).toBe(1);
    expect(losses[1]).toBeCloseTo(0, 6);
  });

  test("says what it expected", () => {
    expect(() => cosineEmbedding(a, b, zeros([4, 1]))).toThrow(ShapeError);
    expect(() => cosineEmbedding(a, zeros([3]), target)).toThrow(ShapeError);
    expect(() => cosineEmbedding(a, b, target, { margin: NaN })).toThrow(ValueError);
  });
});
