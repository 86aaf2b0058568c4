import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { multiMargin } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const x = randomTensor(4, 3);
const labels = tensor(Int32Array.of(2, 0, 1, 2));
const weights = [0.5, 1, 4];
const many = tensor(Int32Array.from({ length: 3000 }, (_, i) => i % 3));

describe.each([1, 2])("multiMargin, p %i", (p) => {
  const cost = (i: number) => {
    const row = [...x.data.slice(3 * i, 3 * i + 3)];
    const label = labels.data[i]!;
    const missing = row.map((v, k) => (k === label ? 0 : Math.max(0.75 - row[label]! + v, 0) ** p));
    return (weights[label]! * missing.reduce((sum, v) => sum + v, 0)) / 3;
  };
  lossContract({
    name: "multiMargin",
    loss: ([v, y], options) => multiMargin(v!, y!, { p, margin: 0.75, classWeights: weights, ...options }),
    small: [x, labels],
    large: [randomTensor(3000, 3), many],
    expected: [0, 1, 2, 3].map(cost),
  });
});

describe("multiMargin", () => {
  test("wants the class 1 above each other, by hand", () => {
    const rows = tensor([2, 0.5, 1.5, 1e4, -1e4, 0], [2, 3]);
    const losses = multiMargin(rows, tensor(Int32Array.of(0, 1)), { reduction: "none" }).data;
    expect([...losses]).toEqual([0.5 / 3, 30002 / 3].map(Math.fround));
  });

  test("says what it expected", () => {
    expect(() => multiMargin(x, zeros([4]))).toThrow(DTypeError);
    expect(() => multiMargin(x, zeros([3], "int32"))).toThrow(ShapeError);
    expect(() => multiMargin(x, labels, { p: 3 })).toThrow("multiMargin: p is 3, expected 1 or 2");
    expect(() => multiMargin(x, labels, { margin: NaN })).toThrow(ValueError);
    expect(() => multiMargin(x, labels, { classWeights: [1] })).toThrow(ShapeError);
    expect(() => multiMargin(zeros([1, 3]), tensor(Int32Array.of(3))).item()).toThrow(IndexError);
  });
});
