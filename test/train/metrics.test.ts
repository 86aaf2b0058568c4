import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { accuracy, classificationReport, confusionMatrix } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";

const labels = [2, 0, 2, 2, 0, 1, 1, 4, 4, 4];
const predicted = [0, 0, 2, 2, 0, 2, 1, 4, 0, 4];
/** Scores whose largest names the class. */
const scores = tensor(predicted.map((p) => [0, 1, 2, 3, 4].map((v) => (v === p ? 0.5 : -v))));

describe("accuracy", () => {
  test("is the share of labels whose score is largest, or whose class is named", () => {
    expect(accuracy(scores, tensor(Int32Array.from(labels)))).toBe(0.7);
    expect(accuracy(tensor(Int32Array.from(predicted)), tensor(Int32Array.from(labels)))).toBe(0.7);
  });

  test("takes leading axes as they come, and the first of equal scores", () => {
    expect(accuracy(zeros([2, 3, 4]), zeros([2, 3], "int32"))).toBe(1);
    expect(accuracy(zeros([2, 3, 4]), tensor(Int32Array.of(0, 1, 2, 3, 0, 0), [2, 3]))).toBe(0.5);
  });

  test("keeps no memory", () => {
    const y = tensor(Int32Array.from(labels));
    const before = memoryStats();
    accuracy(scores, y);
    expect(memoryStats().live).toBe(before.live);
  });

  test("refuses what it cannot compare", () => {
    const int = (...shape: number[]) => zeros(shape, "int32");
    expect(() => accuracy(zeros([4, 1]), int(4))).toThrow("accuracy: output is [4, 1], expected [..., V] scores");
    expect(() => accuracy(zeros([4, 1]), int(4))).toThrow(ShapeError);
    expect(() => accuracy(zeros([4, 3]), int(3))).toThrow("accuracy: labels are [3], expected [4]");
    expect(() => accuracy(zeros([4, 3]), int(4, 1))).toThrow(ShapeError);
    expect(() => accuracy(zeros([4, 3]), zeros([4]))).toThrow(DTypeError);
    expect(() => accuracy(zeros([0, 3]), int(0))).toThrow(ValueError);
  });
});

describe("confusionMatrix", () => {
  // sklearn.metrics.confusion_matrix(labels, predicted, labels=range(5)), version 1.2.1
  const expected = [
    [2, 0, 0, 0, 0],
    [0, 1, 1, 0, 0],
    [1, 0, 2, 0, 0],
    [0, 0, 0, 0, 0],
    [1, 0, 0, 0, 2],
  ];

  test("has scikit-learn's rows of labels and columns of predictions, from scores and from classes", () => {
    const y = tensor(Int32Array.from(labels));
    expect(confusionMatrix(scores, y)).toEqual(expected);
    expect(confusionMatrix(predicted, labels)).toEqual(expected);
    expect(confusionMatrix(tensor(Int32Array.from(predicted)), labels)).toEqual(expected);
    expect(confusionMatrix(Uint8Array.from(predicted), y, { classes: 6 }).map((row) => row.length)).toEqual(
      Array(6).fill(6),
    );
  });

  test("of no samples is zero, if the classes are known", () => {
    expect(confusionMatrix([], [], { classes: 2 })).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(confusionMatrix(zeros([0, 2]), [])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(() => confusionMatrix([], [])).toThrow(ValueError);
  });

  test("refuses classes that are not there, and numbers that do not match", () => {
    expect(() => confusionMatrix([0, 1], [0, 2], { classes: 2 })).toThrow(IndexError);
    expect(() => confusionMatrix([0, 1], [0, 2], { classes: 2 })).toThrow("a label is 2, expected 0 <= label < 2");
    expect(() => confusionMatrix(zeros([1, 2]), [-1])).toThrow(IndexError);
    expect(() => confusionMatrix([0.5], [0])).toThrow("a prediction is 0.5");
    expect(() => confusionMatrix([0, 1], [0])).toThrow(ShapeError);
    expect(() => confusionMatrix([0, 1], zeros([2]))).toThrow(DTypeError);
    expect(() => confusionMatrix([2e9], [0])).toThrow("classes is 2000000001, expected a whole number from 1 to 4096");
    expect(() => confusionMatrix([Number.NaN], [0])).toThrow(ValueError);
  });
});

describe("classificationReport", () => {
  test("has scikit-learn's figures", () => {
    // precision_recall_fscore_support(labels, predicted, labels=range(5), zero_division=0), version 1.2.1
    const {
      precision,
      recall,
      f1,
      support,
      accuracy: share,
    } = classificationReport(confusionMatrix(predicted, labels));
    expectClose(precision, [0.5, 1, 0.6666666666666666, 0, 1], 1e-15);
    expectClose(recall, [1, 0.5, 0.6666666666666666, 0, 0.6666666666666666], 1e-15);
    expectClose(f1, [0.6666666666666666, 0.6666666666666666, 0.6666666666666666, 0, 0.8], 1e-15);
    expect(support).toEqual([2, 2, 3, 0, 3]);
    expect(share).toBe(0.7);
  });

  test("of nothing is 0, and refuses what is no matrix", () => {
    expect(classificationReport([[0]])).toEqual({ precision: [0], recall: [0], f1: [0], support: [0], accuracy: 0 });
    expect(() => classificationReport([])).toThrow(ValueError);
    expect(() => classificationReport([[1, 2]])).toThrow(ShapeError);
  });
});
