import { expect, test } from "vitest";
import { decisionsOf, insidesOf, probabilitiesOf } from "../../src/cli/run-pictures.ts";
import type { Material } from "../../src/cli/data/material.ts";
import { ArrayDataset } from "../../src/data/index.ts";
import { BatchNorm1d, crossEntropy, Linear, ReLU, Sequential } from "../../src/nn/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

/** Points `[2]` of as many classes, one after the other. */
function material(labels: readonly number[], classes: readonly string[]): Material {
  const x = Float32Array.from({ length: 2 * labels.length }, (_, i) => Math.sin(i));
  const data = new ArrayDataset({ data: x, shape: [2] }, { data: Int32Array.from(labels), shape: [] });
  const task = { kind: "classification" as const, target: "kind", classes };
  const rest = {
    title: "points",
    noun: "points",
    reason: null,
    preprocessor: null,
    size: null,
    close: () => undefined,
  };
  return { ...rest, task, train: data, test: data };
}

const logits = (rows: readonly (readonly number[])[]) => tensor(rows.map((row) => [...row]));

test("of two classes there is one curve, of more each has one that occurs", () => {
  scope(() => {
    const two = probabilitiesOf(
      logits([
        [2, 0],
        [0, 2],
        [1, 0],
      ]),
      material([0, 1, 1], ["no", "yes"]),
    )!;
    expect(two.roc.map(({ name }) => name)).toEqual(["yes"]);
    expect(two.calibration[0]!.counts).toEqual(expect.arrayContaining([1]));
    const three = probabilitiesOf(
      logits([
        [2, 0, 0],
        [0, 2, 0],
        [1, 0, 0],
      ]),
      material([0, 1, 1], ["a", "b", "c"]),
    )!;
    expect(three.roc.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(three.precisionRecall).toHaveLength(2);
    // The first two are right, the third is not.
    const right = three.calibration[0]!.observed.length;
    expect(right).toBeGreaterThan(0);
    expect(
      probabilitiesOf(
        logits([
          [1, 0],
          [0, 1],
        ]),
        material([1, 1], ["no", "yes"]),
      ),
    ).toBeUndefined();
  });
});

test("a model of two features shows where it decides, others do not", () => {
  using model = new Sequential(new Linear(2, 2));
  const two = material([0, 1, 0, 1], ["a", "b"]);
  const { grid, xName, points } = decisionsOf(model, two)!;
  expect(grid.classes.length).toBe(160 * 120);
  expect(xName).toBe("first");
  expect(Array.from(points.x)[1]).toBeCloseTo(Math.sin(2), 6);
  const wide = new ArrayDataset({ data: new Float32Array(6), shape: [3] }, { data: new Int32Array(2), shape: [] });
  expect(decisionsOf(model, { ...two, test: wide })).toBeUndefined();
});

test("the inside of a model is looked at without a change, and leaves no memory in use", () => {
  using model = new Sequential(new Linear(2, 3), new ReLU(), new Linear(3, 2));
  using normalised = new Sequential(new Linear(2, 3), new BatchNorm1d(3), new Linear(3, 2));
  const state = [...normalised.namedTensors()].map(([, t]) => Array.from(t.data));
  const before = memoryStats().live;
  insidesOf(normalised, material([0, 1, 0, 1], ["a", "b"]), crossEntropy);
  const { weights, activations, gradients, embedding } = insidesOf(
    model,
    material([0, 1, 0, 1], ["a", "b"]),
    crossEntropy,
  )!;
  expect(weights.map(({ name }) => name)).toEqual(["0.weight", "2.weight"]);
  expect(activations.map(({ name }) => name)).toEqual(["0 Linear", "1 ReLU", "2 Linear"]);
  expect(gradients).toHaveLength(4);
  expect(embedding!.x).toHaveLength(4);
  expect(model.training).toBe(true);
  expect([...normalised.namedTensors()].map(([, t]) => Array.from(t.data))).toEqual(state);
  expect(memoryStats().live).toBe(before);
});
