import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { multiLabelSoftMargin } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const [x, t] = [randomTensor(3, 4), randomTensor(3, 4)];
const weights = [0.5, 1, 4, 2];
const soft = (v: number) => Math.log1p(Math.exp(v));
const cost = (row: number) =>
  [0, 1, 2, 3].reduce((sum, k) => {
    const i = 4 * row + k;
    return sum + (weights[k]! * (t.data[i]! * soft(-x.data[i]!) + (1 - t.data[i]!) * soft(x.data[i]!))) / 4;
  }, 0);

describe("multiLabelSoftMargin", () => {
  lossContract({
    name: "multiLabelSoftMargin",
    loss: ([v, y], options) => multiLabelSoftMargin(v!, y!, { classWeights: weights, ...options }),
    small: [x, t],
    large: [randomTensor(3000, 4), randomTensor(3000, 4)],
    expected: [0, 1, 2].map(cost),
  });

  test("is exact for outputs of ±1e4", () => {
    const far = tensor([1e4, -1e4, 1e4, -1e4], [2, 2]);
    const target = tensor(Int32Array.of(1, 0, 0, 0), [2, 2]);
    expect([...multiLabelSoftMargin(far, target, { reduction: "none" }).data]).toEqual([0, 5000]);
  });

  test("says what it expected", () => {
    expect(() => multiLabelSoftMargin(zeros([2, 3]), zeros([2]))).toThrow(ShapeError);
    expect(() => multiLabelSoftMargin(zeros([2, 3]), zeros([2, 3]), { classWeights: [1] })).toThrow(ShapeError);
    expect(() => multiLabelSoftMargin(zeros([2, 3], "int32"), zeros([2, 3]))).toThrow(DTypeError);
  });
});
