import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { StandardScaler } from "../../src/data/standard-scaler.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { noise } from "../helpers/random.ts";

const of = (x: number[][]) =>
  new ArrayDataset(
    x,
    x.map(() => 0),
  );

describe("StandardScaler", () => {
  // Figures of StandardScaler in scikit-learn 1.2.1, from the same numbers as float32. The second does not vary.
  const train = of([
    [1, 0.1, -3, 1e6],
    [2, 0.1, 5, 1e6 + 1],
    [4, 0.1, 0, 1e6 + 2],
    [9, 0.1, 2, 1e6 + 5],
  ]);

  test("has scikit-learn's mean and scale", () => {
    const { mean, scale } = new StandardScaler().fit(train).state;
    expectClose(mean, [4, Math.fround(0.1), 1, 1000002], 1e-15);
    expectClose(scale, [3.082207001484488, 1, 2.9154759474226504, 1.8708286933869707], 1e-15);
  });

  test("learns from the data it is fitted on alone, and goes back", () => {
    const scaler = new StandardScaler().fit(train);
    const other = of([[4, 5, 1, 1000002]]);
    expectClose(scaler.transform(other).x.data, [0, 5 - Math.fround(0.1), 0, 0], 1e-6);
    const back = scaler.inverseTransform(scaler.transform(train));
    expectClose(back.x.data, train.x.data, 1e-7);
    expect(back.y).toEqual(train.y);
  });

  test("scales inputs alone, from arrays and tensors", () => {
    const scaler = new StandardScaler().fit(train);
    const rows = [
      [4, 5, 1, 1000002],
      [7, 0, -2, 1e6],
    ];
    using scaled = scaler.transformInputs(rows);
    expect([scaled.shape, [...scaled.data]]).toEqual([[2, 4], [...scaler.transform(of(rows)).x.data]]);
    using x = tensor(rows);
    using again = scaler.transformInputs(x);
    expect([...again.data]).toEqual([...scaled.data]);
    expect([...x.data]).toEqual(rows.flat());
    expect(() => scaler.transformInputs([[1, 2]])).toThrow(
      "StandardScaler: x is [2], expected 4 numbers a sample as in fit",
    );
    expect(() => scaler.transformInputs(tensor(1))).toThrow(ShapeError);
    expect(() => new StandardScaler().transformInputs(rows)).toThrow("it has learned nothing yet");
  });

  test("gives mean 0 and variance 1 over more samples than are read at once", () => {
    const data = of(Array.from({ length: 1000 }, () => [noise() * 7 + 100, noise() * 1e-3]));
    const { x } = new StandardScaler().fit(data).transform(data);
    for (const i of [0, 1]) {
      const column = Array.from({ length: 1000 }, (_, n) => x.data[2 * n + i]!);
      const mean = column.reduce((a, b) => a + b) / 1000;
      const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / 1000;
      expect(Math.abs(mean)).toBeLessThan(1e-5);
      expect(Math.abs(variance - 1)).toBeLessThan(1e-5);
    }
  });

  test.each([3, 7, 1000])("leaves %i equal numbers unscaled", (n) => {
    const { mean, scale } = new StandardScaler().fit(of(Array.from({ length: n }, () => [0.1, 1e30, 0]))).state;
    expect(mean).toEqual([Math.fround(0.1), Math.fround(1e30), 0]);
    expect(scale).toEqual([1, 1, 1]);
  });

  test("survives JSON", () => {
    const scaler = new StandardScaler().fit(train);
    const restored = new StandardScaler(JSON.parse(JSON.stringify(scaler.state)));
    expect(restored.transform(train).x.data).toEqual(scaler.transform(train).x.data);
  });

  test("refuses what it cannot use", () => {
    expect(() => new StandardScaler().transform(train)).toThrow(ValueError);
    expect(() => new StandardScaler().transform(train)).toThrow("expected a call of fit before");
    expect(() => new StandardScaler().fit(of([]))).toThrow("data holds 0 samples");
    expect(() =>
      new StandardScaler().fit(
        of([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toThrow("StandardScaler: number 1 of x is not finite in all samples");
    expect(() => new StandardScaler().fit(train).transform(of([[1, 2]]))).toThrow(ShapeError);
    expect(() => new StandardScaler({ mean: [0], scale: [0] })).toThrow(ValueError);
    expect(() => new StandardScaler({ mean: [0, 1], scale: [1] })).toThrow(ValueError);
  });
});
