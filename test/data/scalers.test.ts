import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { MinMaxScaler } from "../../src/data/min-max-scaler.ts";
import { RobustScaler } from "../../src/data/robust-scaler.ts";
import { expectClose } from "../helpers/close.ts";
import { noise } from "../helpers/random.ts";

const of = (x: number[][]) =>
  new ArrayDataset(
    x,
    x.map((_, i) => i),
  );

// What follows is what scikit-learn 1.2.1 makes of these, from the same numbers as float32. The second does not vary.
const train = of([
  [1, 0.1, -3, 1e6],
  [2, 0.1, 5, 1e6 + 1],
  [4, 0.1, 0, 1e6 + 2],
  [9, 0.1, 2, 1e6 + 5],
  [-7, 0.1, 2.5, 1e6],
]);

describe("MinMaxScaler", () => {
  test("has scikit-learn's numbers, from 0 to 1 and in another range", () => {
    const unit = [0.5, 0, 0, 0, 0.5625, 0, 1, 0.2, 0.6875, 0, 0.375, 0.4, 1, 0, 0.625, 1, 0, 0, 0.6875, 0];
    expectClose(new MinMaxScaler().fit(train).transform(train).x.data, unit, 1e-7);
    const wide = new MinMaxScaler({ range: [-2, 3] }).fit(train);
    expectClose(
      wide.transform(train).x.data,
      unit.map((v) => 5 * v - 2),
      1e-7,
    );
    expectClose(wide.inverseTransform(wide.transform(train)).x.data, train.x.data, 1e-6);
    expect(wide.transform(of([[17, 0, 0, 0]])).x.data[0]).toBe(5.5);
  });

  test("survives JSON with its range", () => {
    const scaler = new MinMaxScaler({ range: [-1, 1] }).fit(train);
    const restored = new MinMaxScaler(JSON.parse(JSON.stringify(scaler.state)));
    expect(restored.state).toEqual({
      min: [-7, Math.fround(0.1), -3, 1e6],
      max: [9, Math.fround(0.1), 5, 1e6 + 5],
      range: [-1, 1],
    });
    expect(restored.transform(train)).toEqual(scaler.transform(train));
  });

  test("refuses ranges and states that are none", () => {
    for (const range of [
      [1, 1],
      [2, 1],
      [0, Infinity],
      [Number.NaN, 1],
    ] as [number, number][]) {
      expect(() => new MinMaxScaler({ range })).toThrow(`MinMaxScaler: range is [${range.join(", ")}]`);
    }
    for (const state of [
      { min: [1], max: [0], range: [0, 1] },
      { min: [1], max: [2, 3], range: [0, 1] },
      { min: [Number.NaN], max: [2], range: [0, 1] },
    ] as const) {
      expect(() => new MinMaxScaler(state)).toThrow("MinMaxScaler: state is unusable");
    }
  });
});

describe("RobustScaler", () => {
  test("has scikit-learn's medians and distances of quartiles, between two numbers and at one", () => {
    const five = new RobustScaler().fit(train).state;
    expectClose(five.center, [2, Math.fround(0.1), 2, 1000001], 1e-15);
    expectClose(five.scale, [3, 1, 2.5, 2], 1e-15);
    const four = new RobustScaler().fit(
      of([
        [1, -3],
        [2, 5],
        [4, 0],
        [9, 2],
      ]),
    ).state;
    expectClose(four.center, [3, 1], 1e-15);
    expectClose(four.scale, [3.5, 3.5], 1e-15);
    expect(new RobustScaler().fit(of([[5]])).state).toEqual({ center: [5], scale: [1] });
  });

  test("does not mind outliers", () => {
    const rows = Array.from({ length: 1001 }, () => [noise()]);
    const before = new RobustScaler().fit(of(rows)).state;
    rows.sort(([a], [b]) => a! - b!);
    for (let i = 0; i < 200; i++) [rows[i]![0], rows[1000 - i]![0]] = [-1e6 * (i + 1), 1e9];
    expect(new RobustScaler().fit(of(rows)).state).toEqual(before);
  });

  test("survives JSON", () => {
    const scaler = new RobustScaler().fit(train);
    const restored = new RobustScaler(JSON.parse(JSON.stringify(scaler.state)));
    expect(restored.transform(train)).toEqual(scaler.transform(train));
    expect(() => new RobustScaler({ center: [0], scale: [0] })).toThrow("RobustScaler: state is unusable");
  });
});

describe.each([
  ["MinMaxScaler", () => new MinMaxScaler()],
  ["RobustScaler", () => new RobustScaler()],
])("%s", (name, make) => {
  test("goes back, and leaves targets and other numbers alone", () => {
    const scaler = make().fit(train);
    const scaled = scaler.transform(train);
    expect(scaled.y).toEqual(train.y);
    expect([...scaled.x.data].filter((_, i) => i % 4 === 1)).toEqual([0, 0, 0, 0, 0]);
    expectClose(scaler.inverseTransform(scaled).x.data, train.x.data, 1e-7);
  });

  test("refuses what it cannot use", () => {
    expect(() => make().state).toThrow(`${name}: it has learned nothing yet, expected a call of fit before`);
    expect(() => make().fit(of([]))).toThrow(ValueError);
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      const rows = Array.from({ length: 9 }, (_, i) => [i, i === 4 ? bad : i]);
      expect(() => make().fit(of(rows))).toThrow(`${name}: number 1 of x is not finite in all samples`);
    }
    expect(() =>
      make()
        .fit(train)
        .transform(of([[1, 2]])),
    ).toThrow(ShapeError);
    expect(() =>
      make()
        .fit(train)
        .inverseTransform(of([[1, 2]])),
    ).toThrow(`${name}: x is [2], expected 4 numbers`);
  });
});
