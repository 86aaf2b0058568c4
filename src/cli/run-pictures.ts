// What the report of a run draws of a model's answers and of its inside.

import { gradients } from "../autograd/tape.ts";
import { collect } from "../data/collect.ts";
import { type Dataset, Subset } from "../data/index.ts";
import { featureMaps, type Module, saveModes } from "../nn/index.ts";
import { softmax } from "../ops/softmax.ts";
import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Loss } from "../train/index.ts";
import { calibrationCurve, precisionRecallCurve, rocCurve } from "../train/metrics/index.ts";
import {
  activationDistributions,
  decisionGrid,
  gradientFlow,
  principalComponents,
  type ReportData,
  weightDistributions,
} from "../viz/index.ts";
import type { Material } from "./data/material.ts";

/** More classes than this cannot be told apart in one chart. */
const MOST_CURVES = 10;
/** Samples that answers, and layers, are looked at for; layers of pictures are large. */
const [MOST_ANSWERS, MOST_SAMPLES] = [20_000, 256];
/** Components of vectors that are longer take seconds. */
const LONGEST = 256;
/** Layers whose histograms are shown. */
const MOST_LAYERS = 12;

/** How a classifier's probabilities did on the samples held out; nothing unless at least one class has some, and others. */
export function probabilitiesOf(logits: Tensor, { test, task: { classes } }: Material): ReportData["probabilities"] {
  const V = classes.length;
  const { y, indices } = some(test, MOST_ANSWERS);
  const shown = (V === 2 ? [1] : classes.map((_, c) => c)).filter(
    (c) => y.includes(c) && y.some((label) => label !== c),
  );
  if (V > MOST_CURVES || shown.length === 0) return undefined;
  const all = logits.data;
  const chosen = Float32Array.from(
    { length: indices.length * V },
    (_, i) => all[indices[Math.floor(i / V)]! * V + (i % V)]!,
  );
  const odds = softmax(tensor(chosen, [indices.length, V]));
  const { confidence, isRight } = named(odds.data, y, V);
  const curves = <C>(curve: (positive: number) => C) =>
    shown.map((positive) => ({ name: classes[positive]!, ...curve(positive) }));
  return {
    roc: curves((positive) => rocCurve(odds, y, { positive })),
    precisionRecall: curves((positive) => precisionRecallCurve(odds, y, { positive })),
    calibration: [calibrationCurve(confidence, isRight, { bins: 10 })],
  };
}

/** The probability of the class that is named for each sample, and whether it is the sample's. */
function named(
  odds: ArrayLike<number>,
  labels: ArrayLike<number>,
  V: number,
): { confidence: Float64Array; isRight: Int32Array } {
  const confidence = new Float64Array(labels.length);
  const isRight = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    let best = 0;
    for (let c = 1; c < V; c++) if (odds[i * V + c]! > odds[i * V + best]!) best = c;
    confidence[i] = Math.min(1, odds[i * V + best]!);
    isRight[i] = Number(best === labels[i]);
  }
  return { confidence, isRight };
}

/** Where a model of two features tells classes apart; nothing for other models. */
export function decisionsOf(model: Module, { test, task, preprocessor }: Material): ReportData["decisions"] {
  if (test.x.shape.length !== 1 || test.x.shape[0] !== 2 || task.classes.length > MOST_CURVES) return undefined;
  const { x, y } = some(test, 2 * MOST_SAMPLES);
  const points = { x: x.filter((_, i) => i % 2 === 0), y: x.filter((_, i) => i % 2 === 1), labels: y };
  const [first = "first", second = "second"] = preprocessor?.features ?? [];
  const unit = preprocessor === null ? "" : ", scaled";
  const names = { xName: `${first}${unit}`, yName: `${second}${unit}`, classes: task.classes };
  return { points, grid: decisionGrid(model, points), ...names };
}

/** Weights, activations and gradients of a model, and, of a classifier, what its last hidden layer makes of samples. */
export function insidesOf(model: Module, { train, test, task }: Material, loss: Loss): ReportData["insides"] {
  return scope(() => {
    const { x: given, y: labels, length } = some(test, MOST_SAMPLES);
    const x = tensor(given, [length, ...test.x.shape]);
    const weights = weightDistributions(model).filter(({ name }) => /(^|\.)weight/.test(name));
    const activations = activationDistributions(model, x);
    const hidden = task.kind === "classification" ? lastHidden(model, x) : null;
    return {
      weights: weights.slice(0, MOST_LAYERS),
      activations: activations.slice(-MOST_LAYERS),
      gradients: gradientsOf(model, train, loss),
      ...(hidden !== null && { embedding: { ...principalComponents(hidden), labels, classes: task.classes } }),
    };
  });
}

/** What the last layer but one gives, if that is finite vectors that are not too long. */
function lastHidden(model: Module, x: Tensor): Tensor | null {
  const leaves = [...featureMaps(model, x)].filter(([path]) => path !== "").map(([, y]) => y);
  const hidden = leaves.at(-2);
  if (hidden === undefined || hidden.rank !== 2 || hidden.shape[0]! < 2 || hidden.shape[1]! > LONGEST) return null;
  return hidden.data.every(Number.isFinite) ? hidden : null;
}

/** Of one batch, in evaluation mode, so that nothing in the model changes. */
function gradientsOf(model: Module, data: Dataset, loss: Loss) {
  const { x, y, length } = some(data, MOST_SAMPLES);
  const restoreModes = saveModes(model);
  model.eval();
  try {
    const output = model.forward(tensor(x, [length, ...data.x.shape]));
    return gradientFlow(model, gradients(loss(output, tensor(y, [length, ...data.y.shape]))));
  } finally {
    restoreModes();
  }
}

/** At most `count` samples, evenly from all over the data. */
function some(data: Dataset, count: number) {
  const length = Math.min(count, data.length);
  const indices = Int32Array.from({ length }, (_, i) => Math.floor((i * data.length) / length));
  const { x, y } = collect(new Subset(data, indices));
  return { x: x.data, y: y.data, indices, length };
}
