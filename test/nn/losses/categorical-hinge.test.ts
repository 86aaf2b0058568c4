import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { categoricalHinge } from "../../../src/nn/index.ts";
import { oneHot } from "../../../src/ops/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const x = tensor([1, 3, 0.5, -2, -3, -1, 2, 0.25, 0.75], [3, 3]);
const t = tensor([0.75, 0, 0.25, 0, 1, 0, 1, 0, 0], [3, 3]);
const hot = oneHot(tensor(Int32Array.from({ length: 3000 }, (_, i) => i % 4)), 4);

describe("categoricalHinge", () => {
  lossContract({
    name: "categoricalHinge",
    loss: ([v, y], options) => categoricalHinge(v!, y!, options),
    small: [x, t],
    large: [randomTensor(3000, 4), hot],
    // The largest of (1 − t) x is 0 in the second row, that of the class itself.
    expected: [1 + 3 - 0.875, 1 + 0 + 3, Math.max(1 + 0.75 - 2, 0)],
  });

  test("shows NaN, and copes with outputs of ±1e4", () => {
    const far = tensor([1e4, -1e4, -1e4, 1e4, NaN, 0], [3, 2]);
    const first = tensor([1, 0, 1, 0, 1, 0], [3, 2]);
    expect([...categoricalHinge(far, first, { reduction: "none" }).data]).toEqual([0, 20001, NaN]);
  });

  test("says what it expected", () => {
    expect(() => categoricalHinge(zeros([2, 3]), zeros([2]))).toThrow(ShapeError);
    expect(() => categoricalHinge(zeros([2, 0]), zeros([2, 0]))).toThrow(ShapeError);
    expect(() => categoricalHinge(zeros([2, 3], "int32"), zeros([2, 3]))).toThrow(DTypeError);
  });
});
