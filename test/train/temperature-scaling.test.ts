import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { calibrationError, logLoss, temperatureScaling } from "../../src/train/index.ts";
import { noise } from "../helpers/random.ts";

const int = (...values: number[]) => tensor(Int32Array.from(values));

describe("temperatureScaling", () => {
  test("is what the odds say: of labels right 3 times of 4, logits of 5 are as honest as those of ln 3", () => {
    const logits = tensor([5, 5, 5, 5]);
    expect(temperatureScaling(logits, int(1, 1, 0, 1))).toBeCloseTo(5 / Math.log(3), 12);
    const pairs = tensor(
      [
        [0, 5],
        [0, 5],
        [-5, 0],
        [7, 12],
      ].flat(),
      [4, 2],
    );
    expect(temperatureScaling(pairs, int(1, 1, 0, 1))).toBeCloseTo(5 / Math.log(3), 12);
  });

  test("finds the least log loss, and lowers the error of calibration, of overconfident logits", () => {
    const rows = Array.from({ length: 400 }, () => Array.from({ length: 3 }, () => 2 * noise()));
    const labels = rows.map((row) => {
      const weights = row.map((v) => Math.exp(v));
      let u = (noise() / 2 + 0.5) * weights.reduce((a, b) => a + b);
      return weights.findIndex((w) => (u -= w) < 0);
    });
    const scaled = (by: number) => tensor(rows.map((row) => row.map((v) => v * by)));
    const T = temperatureScaling(scaled(4), int(...labels));
    expect(T).toBeGreaterThan(2.5);
    expect(T).toBeLessThan(6);
    const figures = [4 / T, 4, (4 / T) * 1.01, (4 / T) * 0.99].map((by) => ({
      loss: logLoss({ logits: true })(scaled(by), int(...labels)),
      error: calibrationError({ logits: true })(scaled(by), int(...labels)),
    }));
    for (const { loss } of figures.slice(1)) expect(loss).toBeGreaterThan(figures[0]!.loss);
    expect(figures[0]!.error).toBeLessThan(figures[1]!.error / 2);
  });

  test("refuses what has no best temperature, and what does not fit", () => {
    const two = tensor([
      [1, 2],
      [3, 1],
    ]);
    expect(() => temperatureScaling(two, int(1, 0))).toThrow(
      "the largest logits are all at the labels, expected mistakes",
    );
    expect(() => temperatureScaling(two, int(0, 1))).toThrow("logits say nothing about the labels");
    expect(() => temperatureScaling(zeros([2, 2]), int(0, 1))).toThrow(
      new ValueError("temperatureScaling: logits say nothing about the labels, expected some that do"),
    );
    expect(() => temperatureScaling(tensor([[1, Infinity]]), int(0))).toThrow("a logit is Infinity, expected finite");
    expect(() => temperatureScaling(zeros([0, 2]), int())).toThrow("there are 0 labels, expected at least one");
    expect(() => temperatureScaling(two, int(0))).toThrow(ShapeError);
    expect(() => temperatureScaling(two, int(0, 2))).toThrow(IndexError);
    expect(() => temperatureScaling(two, zeros([2]))).toThrow(DTypeError);
  });
});
