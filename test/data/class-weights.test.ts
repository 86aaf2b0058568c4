import { describe, expect, test } from "vitest";
import { IndexError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { classWeights } from "../../src/data/class-weights.ts";
import { expectClose } from "../helpers/close.ts";

const labels = [0, 0, 3, 0, 2, 2, 0, 0, 3, 0];

describe("classWeights", () => {
  test("has the weights of scikit-learn's compute_class_weight, and 0 for classes that do not occur", () => {
    const expected = [0.5555555555555556, 0, 1.6666666666666667, 1.6666666666666667];
    expectClose(classWeights(labels), expected, 1e-15);
    expectClose(classWeights(labels, { classes: 6 }), [...expected, 0, 0], 1e-15);
    const data = new ArrayDataset(labels, Int32Array.from(labels));
    expect(classWeights(data)).toEqual(classWeights(labels));
  });

  test("refuses what is no list of classes", () => {
    expect(() => classWeights([])).toThrow(ValueError);
    expect(() => classWeights(new ArrayDataset([1, 2], [1, 2]))).toThrow("classWeights: targets are float32 []");
    for (const label of [-1, 0.5, Number.NaN, 2 ** 31]) {
      expect(() => classWeights([0, label])).toThrow(`classWeights: a label is ${label}, expected 0 <= label <`);
    }
    expect(() => classWeights([0, 3], { classes: 3 })).toThrow(IndexError);
    for (const classes of [0, 1.5, Infinity]) {
      expect(() => classWeights([0], { classes })).toThrow(
        `classWeights: classes is ${classes}, expected a whole number`,
      );
    }
  });
});
