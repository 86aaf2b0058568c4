import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import {
  areaUnderCurve,
  averagePrecision,
  balancedAccuracy,
  brierScore,
  calibrationCurve,
  calibrationError,
  classificationReport,
  classificationReportText,
  cohenKappa,
  matthewsCorrelation,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const int = (...values: number[]) => tensor(Int32Array.from(values));
const curves = { rocCurve, precisionRecallCurve, calibrationCurve };

describe("curves", () => {
  const scores = [0.1, 0.4, 0.35, 0.8, 0.4];
  const labels = [0, 0, 1, 1, 1];

  test("enclose the areas that figures tell", () => {
    const { falsePositiveRates, truePositiveRates } = rocCurve(scores, labels);
    const area = areaUnderCurve(falsePositiveRates, truePositiveRates);
    expect(area).toBeCloseTo(rocAuc()(tensor(scores), int(...labels)), 14);
    const { precisions, recalls } = precisionRecallCurve(scores, labels);
    const steps = recalls.slice(1).map((r, i) => (recalls[i]! - r) * precisions[i]!);
    const sum = steps.reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(averagePrecision()(tensor(scores), int(...labels)), 14);
  });

  test("of logits are those of their softmax, of one a sample in their own unit", () => {
    const logits = tensor([
      [0, 2],
      [0, -1],
      [0, 0.5],
    ]);
    expect(rocCurve(logits, [1, 0, 0], { logits: true }).thresholds[1]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect(rocCurve([2, -1, 0.5], [1, 0, 0], { logits: true }).thresholds).toEqual([Infinity, 2, -1]);
    const { predicted, observed, counts } = calibrationCurve([200, 100, -1000], [1, 0, 0], { logits: true });
    expect({ predicted, observed, counts }).toEqual({ predicted: [0, 1], observed: [0, 0.5], counts: [1, 2] });
  });

  test("keep no memory", () => {
    const [x, y] = [tensor(scores), int(...labels)];
    const { live } = memoryStats();
    for (const curve of Object.values(curves)) curve(x, y);
    expect(memoryStats().live).toBe(live);
  });

  test.each(Object.entries(curves))("%s refuses what does not fit", (name, curve) => {
    expect(() => curve([0.1, 0.2], [0])).toThrow(`${name}: labels are [1], expected [2]`);
    expect(() => curve([0.1, 0.2], [0])).toThrow(ShapeError);
    expect(() => curve([0.1, 0.2], [0, 2])).toThrow(`${name}: a label is 2, expected 0 <= label < 2`);
    expect(() => curve([0.1, 0.2], [0, 0.5])).toThrow(IndexError);
    expect(() => curve([0.1, 0.2], [0, Number.NaN])).toThrow(IndexError);
    expect(() => curve(zeros([2]), zeros([2]))).toThrow(DTypeError);
    expect(() => curve([0.1, 0.2, 0.3], [0, 1])).toThrow("labels are [2], expected [3], one for the scores of each");
    expect(() => curve(zeros([3, 1]), int(0, 1))).toThrow("labels are [2], expected [3]");
    expect(() => curve(zeros([3, 2]), int(0, 1))).toThrow("labels are [2], expected [3]");
    expect(() => curve([0.1, Number.NaN], [0, 1])).toThrow(`${name}: the score of sample 1 is NaN, expected a number`);
    expect(() => curve([], [])).toThrow(ValueError);
    expect(() => curve(tensor([[1, 0, 0]]), int(0))).toThrow("positive is undefined, expected a class from 0 to 2");
    expect(() => curve(tensor([[1, 0, 0]]), int(0), { positive: 3 })).toThrow("positive is 3, expected a class");
    expect(() => curve([0.5], [1], { positive: 0 })).toThrow("positive is 0, expected 1, the class of the scores");
    expect(() => curve(tensor([[1, 1]]), int(0))).toThrow("sum to 2, expected probabilities");
  });

  test("need labels of both kinds, or of one", () => {
    expect(() => rocCurve([0.5, 0.2], [1, 1])).toThrow(
      "rocCurve: 2 of 2 labels are positive, expected some, but not all",
    );
    expect(() => rocCurve([0.5, 0.2], [0, 0])).toThrow(ValueError);
    expect(() => precisionRecallCurve([0.5], [0])).toThrow("precisionRecallCurve: 0 of 1 labels are positive");
    expect(precisionRecallCurve([0.5], [1]).precisions).toEqual([1, 1]);
    expect(calibrationCurve([0.5], [0]).observed).toEqual([0]);
  });

  test("of calibration want probabilities, and bins that are some", () => {
    expect(() => calibrationCurve([1.5], [0])).toThrow("calibrationCurve: a probability is 1.5, expected 0 to 1");
    for (const bins of [0, 1.5, Number.NaN, 4097])
      expect(() => calibrationCurve([1], [0], { bins })).toThrow(ValueError);
    expect(() => calibrationCurve([1], [0], { strategy: "x" as "uniform" })).toThrow("strategy is x, expected");
  });
});

describe("areaUnderCurve", () => {
  test("refuses points that draw no curve", () => {
    expect(() => areaUnderCurve([0, 1, 0.5], [1, 1, 1])).toThrow("x rises and falls, expected one of both");
    expect(() => areaUnderCurve([0], [1])).toThrow("areaUnderCurve: x is 1 numbers, expected two or more");
    expect(() => areaUnderCurve([0, 1], [1])).toThrow(ShapeError);
    expect(() => areaUnderCurve([0, Number.NaN], [1, 1])).toThrow("the area is NaN, expected finite x and y");
  });
});

describe("figures", () => {
  test("have none of nothing", () => {
    for (const figure of [balancedAccuracy, matthewsCorrelation, cohenKappa]) {
      expect(() => figure(zeros([0, 2]), int())).toThrow("the figure is NaN, expected");
      expect(() => figure(zeros([1, 2]), int(2))).toThrow(IndexError);
    }
    expect(() => cohenKappa(int(1, 1), int(1, 1))).toThrow("expected outputs or labels of two classes");
    for (const figure of [brierScore(), calibrationError(), averagePrecision()]) {
      expect(() => figure(zeros([0]), int())).toThrow("the figure is NaN, expected");
      expect(() => figure(tensor([Number.NaN, 1]), int(0, 1))).toThrow(ValueError);
    }
    expect(() => averagePrecision()(tensor([0.5]), int(0))).toThrow("labels of every class");
  });

  test("of probabilities refuse what are none", () => {
    for (const figure of [brierScore(), calibrationError()]) {
      expect(() => figure(tensor([1.5]), int(0))).toThrow("a probability is 1.5, expected 0 to 1; for logits give");
      expect(() => figure(tensor([[2, -1]]), int(0))).toThrow(ValueError);
    }
    expect(() => calibrationError({ bins: 0 })).toThrow("calibrationError: bins is 0, expected a whole number from 1");
    expect(() => averagePrecision({ average: "none" as "macro" })).toThrow("averagePrecision: average is none");
  });

  test("of logits are those of their probabilities", () => {
    expect(brierScore({ logits: true })(tensor([0, 1000]), int(1, 1))).toBe(0.125);
    expect(calibrationError({ logits: true })(tensor([[0, 0]]), int(0))).toBe(0.5);
    expect(brierScore({ logits: true })(tensor([[1000, 0, 0]]), int(0))).toBe(0);
  });

  test("of probabilities take sums that float32 has rounded", () => {
    expect(brierScore()(tensor([[0.5, 0.500004]]), int(1))).toBeCloseTo(0.25, 4);
    expect(() => brierScore()(tensor([[0.5, 0.50002]]), int(1))).toThrow("the scores of sample 0 sum to 1.0000");
  });

  test("of calibration have 15 bins by default", () => {
    const [confident, labels] = [tensor([0.61, 0.68]), int(1, 0)];
    const error = calibrationError()(confident, labels);
    expect(error).toBe(calibrationError({ bins: 15 })(confident, labels));
    expect(error).not.toBe(calibrationError({ bins: 10 })(confident, labels));
  });
});

describe("classificationReportText", () => {
  test("wants a name for each class, and digits that can be written", () => {
    const report = classificationReport([
      [1, 0],
      [0, 1],
    ]);
    expect(() => classificationReportText(report, { names: ["a"] })).toThrow(
      "there are 1 names, expected 2, one a class",
    );
    for (const digits of [-1, 16, 0.5]) expect(() => classificationReportText(report, { digits })).toThrow(ValueError);
  });
});
