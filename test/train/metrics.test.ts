import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { Linear, meanSquaredError } from "../../src/nn/index.ts";
import { SGD } from "../../src/optim/index.ts";
import {
  accuracy,
  classificationReport,
  confusionMatrix,
  f1,
  fit,
  logLoss,
  meanAbsoluteError,
  meanSquaredErrorMetric,
  precision,
  r2,
  recall,
  rocAuc,
  rootMeanSquaredError,
  topKAccuracy,
} from "../../src/train/index.ts";
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
    const mean = { precision: 0, recall: 0, f1: 0 };
    const classes = { precision: [0], recall: [0], f1: [0], support: [0] };
    expect(classificationReport([[0]])).toEqual({ ...classes, accuracy: 0, macro: mean, weighted: mean });
    expect(() => classificationReport([])).toThrow(ValueError);
    expect(() => classificationReport([[1, 2]])).toThrow(ShapeError);
  });
});

describe("figures over a whole pass", () => {
  const [x, y] = [Float32Array.of(1, 2, 4, 8, 3), Float32Array.of(1, 3, 3, 9, 3)];

  test("take tensors and arrays, in float64, and trailing axes of size 1 as they come", () => {
    const wanted = 3 / 5;
    expect(meanSquaredErrorMetric(x, y)).toBe(wanted);
    expect(meanSquaredErrorMetric(tensor(x), tensor(y))).toBe(wanted);
    expect(meanSquaredErrorMetric(tensor(x, [5, 1]), tensor(y, [5]))).toBe(wanted);
    expect(meanAbsoluteError(Float64Array.of(1e-17), [0])).toBe(1e-17);
    expect(r2([1, 2], [2, 1])).toBe(-3);
  });

  test("are those of the epoch in fit, not means over its batches", async () => {
    const data = new ArrayDataset({ data: x, shape: [1] }, { data: y, shape: [1] });
    const model = new Linear(1, 1);
    const history = await fit(model, data, {
      loss: meanSquaredError,
      optimizer: new SGD(model, { learningRate: 0 }),
      epochs: 1,
      batchSize: 2,
      validation: data,
      metrics: { r2, rootMeanSquaredError },
      callbacks: [{ onBatchEnd: ({ soFar }) => expect(soFar.metrics["r2"]).not.toBeNaN() }],
    });
    const { metrics, validation } = history[0]!;
    const output = model.forward(tensor(x, [5, 1]));
    expectClose([metrics.r2, validation!.metrics.r2], Array(2).fill(r2(output, tensor(y, [5, 1]))), 1e-6);
    const root = rootMeanSquaredError(output, tensor(y, [5, 1]));
    expectClose([metrics.rootMeanSquaredError, validation!.metrics.rootMeanSquaredError], [root, root], 1e-6);
    expect(root ** 2).toBeCloseTo(meanSquaredError(output, tensor(y, [5, 1])).item(), 5);
  });

  test("refuse outputs and targets that do not fit", () => {
    expect(() => r2(x, [1, 2])).toThrow("r2: targets are [2], expected [N, ...] like the outputs, [5]");
    expect(() => r2(zeros([2, 3]), zeros([3, 2]))).toThrow(ShapeError);
    expect(() => r2(zeros([]), zeros([]))).toThrow(ShapeError);
    expect(() => meanAbsoluteError([], [])).toThrow("meanAbsoluteError: the figure is NaN, expected finite outputs");
    expect(() => meanAbsoluteError([1], [Infinity])).toThrow(ValueError);
    const accumulator = r2.start();
    accumulator.add(zeros([2, 3]), zeros([2, 3]));
    expect(() => accumulator.add(zeros([2]), zeros([2]))).toThrow("r2: a target holds 1 numbers, expected 3 as before");
  });
});

describe("figures of classes and scores", () => {
  const int = (...values: number[]) => tensor(Int32Array.from(values));

  test("look at scores as well as at classes, of which there are as many as scores", () => {
    expect(f1()(scores, int(...labels))).toBe(f1()(int(...predicted), int(...labels)));
    expect(recall({ average: "none" })(tensor([[1, 2, 0]]), int(1))).toEqual([0, 1, 0]);
    expect(precision({ average: "none", zeroDivision: 1 })(tensor([[1, 2, 0]]), int(1))).toEqual([1, 1, 1]);
  });

  test("refuse what does not fit", () => {
    expect(() => f1()(scores, int(1))).toThrow("f1: labels are [1], expected [10]");
    expect(() => f1()(tensor([[1, 2]]), int(2))).toThrow("f1: a label is 2, expected 0 <= label < 2");
    expect(() => f1()(int(-1), int(0))).toThrow(IndexError);
    expect(() => f1()(int(1), zeros([1]))).toThrow(DTypeError);
    expect(() => f1()(zeros([0, 2]), int())).toThrow("f1: the figure is NaN, expected at least one label");
    expect(() => f1({ average: "none" })(int(), int())).toThrow(ValueError);
    expect(() => f1({ average: "binary" as "macro" })).toThrow('f1: average is binary, expected "macro"');
    expect(() => recall({ zeroDivision: 2 as 1 })).toThrow("recall: zeroDivision is 2, expected 0 or 1");
    expect(() => rocAuc({ average: "none" as "macro" })).toThrow("rocAuc: average is none");
    expect(() => rocAuc()(zeros([2, 3]), int(0))).toThrow("rocAuc: labels are [1], expected [2]");
    expect(() => rocAuc()(tensor([[1, 2, 3]]), int(0))).toThrow(
      "the scores of sample 0 sum to 6, expected probabilities",
    );
    expect(() => rocAuc()(tensor([0.5]), int(2))).toThrow("rocAuc: a label is 2, expected 0 <= label < 2");
    expect(() => rocAuc()(tensor([Number.NaN, 1]), int(0, 1))).toThrow("rocAuc: the figure is NaN");
    expect(() => logLoss()(tensor([2.5]), int(1))).toThrow(
      "logLoss: a probability is 2.5, expected 0 to 1; for logits",
    );
    expect(() => logLoss()(tensor([[2, -1]]), int(1))).toThrow(ValueError);
    for (const k of [0, 1.5]) expect(() => topKAccuracy(k)).toThrow(`topKAccuracy: k is ${k}, expected a whole`);
    expect(() => topKAccuracy(1)(tensor([1]), int(0))).toThrow(ShapeError);
    expect(() => topKAccuracy(1)(tensor([[1, Number.NaN]]), int(0))).toThrow(ValueError);
  });

  test("of one logit a sample are those of its sigmoid", () => {
    const logits = tensor([-2, 0, 40]);
    const p = tensor([-2, 0, 40].map((v) => 1 / (1 + Math.exp(-v))));
    expectClose([logLoss({ logits: true })(logits, int(0, 1, 1))], [logLoss()(p, int(0, 1, 1))], 1e-6);
    expect(rocAuc({ logits: true })(tensor([50, 60]), int(0, 1))).toBe(1);
  });
});
