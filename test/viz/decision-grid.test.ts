import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { BatchNorm1d, Linear, Sequential } from "../../src/nn/index.ts";
import { argmax, concat, neg, reshape, slice } from "../../src/ops/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { decisionGrid } from "../../src/viz/index.ts";

const POINTS = { x: [-1, 1, NaN], y: [10, 20, 15] };
const SIZE = { columns: 4, rows: 2 };
/** x, the score of class 1 of two. */
const first = (points: Tensor): Tensor => slice(points, [null, [0, 1]]);

describe("decisionGrid", () => {
  test("asks at the middles of cells, row by row from the bottom, all around the points", () => {
    const asked: number[][] = [];
    const grid = decisionGrid(
      (points) => {
        asked.push(...(points.toArray() as number[][]));
        return first(points);
      },
      POINTS,
      SIZE,
    );
    expect(grid.xRange[0]).toBeCloseTo(-1 - 2 / 12, 6);
    expect(grid.yRange[1]).toBeCloseTo(20 + 10 / 12, 6);
    expect(grid.columns).toBe(4);
    expect(grid.classes).toEqual(Int32Array.of(0, 0, 1, 1, 0, 0, 1, 1));
    expect(asked.map(([x]) => x! < 0)).toEqual([true, true, false, false, true, true, false, false]);
    expect(asked[0]![1]).toBeLessThan(15);
    expect(asked[4]![1]).toBeGreaterThan(15);
  });

  test("takes scores of classes, of one class, and classes", () => {
    const scores = (points: Tensor): Tensor => concat([neg(first(points)), first(points)], 1);
    const one = decisionGrid(first, POINTS, SIZE);
    expect(decisionGrid(scores, POINTS, SIZE)).toEqual(one);
    expect(decisionGrid((points) => argmax(scores(points), -1), POINTS, SIZE)).toEqual(one);
    expect(decisionGrid((points) => reshape(first(points), [-1]), POINTS, SIZE)).toEqual(one);
    expect(Array.from(decisionGrid(first, POINTS, { ...SIZE, threshold: 9 }).classes)).toEqual(new Array(8).fill(0));
  });

  test("leaves a model in its mode, and no memory in use", () => {
    using model = new Sequential(new Linear(2, 3), new BatchNorm1d(3));
    const before = memoryStats().live;
    const means = () => [...model.namedTensors()].map(([, t]) => Array.from(t.data));
    const state = means();
    decisionGrid(model, POINTS);
    expect(model.training).toBe(true);
    expect(means()).toEqual(state);
    expect(memoryStats().live).toBe(before);
  });

  test("refuses what it cannot ask, or read", () => {
    expect(() => decisionGrid(first, { x: [NaN], y: [1] })).toThrow(ValueError);
    expect(() => decisionGrid(first, POINTS, { rows: 0 })).toThrow("decisionGrid: rows is 0");
    expect(() => decisionGrid((points) => slice(points, [[0, 1]]), POINTS, SIZE)).toThrow(ShapeError);
    expect(() =>
      decisionGrid((points) => concat([argmax(points, -1, true), argmax(points, -1, true)], 1), POINTS, SIZE),
    ).toThrow(DTypeError);
  });
});
