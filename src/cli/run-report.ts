import type { Module } from "../nn/index.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { formatPercent } from "../viz/format.ts";
import { type Facts, report, type ReportData } from "../viz/index.ts";
import { beginningFacts } from "./beginning.ts";
import { chosen, LOSSES } from "./choices.ts";
import type { Material } from "./data/material.ts";
import type { Outcome } from "./figures.ts";
import { layerPicturesOf } from "./layer-pictures.ts";
import { misclassified } from "./mistakes.ts";
import { decisionsOf, insidesOf, probabilitiesOf } from "./run-pictures.ts";
import type { RunRecord } from "./run-record.ts";
import { counted, throughput } from "./tell.ts";

/** A matrix of more classes could not be looked at. */
const MOST_CLASSES = 64;

/** The page about a run: its record, the model in words, how the test samples came out, and what a convolutional model sees. */
export function runReport(
  record: RunRecord,
  summary: string,
  material: Material,
  outcome: Outcome,
  outputs: Tensor,
  model: Module,
): string {
  const { environment, history, seconds, test } = record;
  const { title, noun, size, task } = material;
  const page = {
    title,
    subtitle:
      `A ${record.configuration.model === undefined ? "dense" : "convolutional"} network that predicts ${task.target}, trained on ${counted(record.trainingSamples)} ${noun} and tested on ` +
      `${counted(test.samples)} others, which also give the validation curves.`,
    configuration: configurationOf(record),
    environment: {
      "Training time": `${seconds.toFixed(2)} s`,
      "Samples a second": counted(Math.round(throughput(history))),
      Kernels: `${environment.simd} SIMD`,
      Threads: environment.threads,
      wasmgrad: environment.wasmgrad,
      Node: environment.node,
      Platform: environment.platform,
    },
    summary,
    history,
  };
  const { loss } = chosen("train", "--loss", LOSSES, record.configuration.loss);
  const time = { "Training time": `${seconds.toFixed(2)} s` };
  if (outcome.kind === "regression") {
    const { meanAbsoluteError, rootMeanSquaredError, r2 } = outcome.figures;
    const results = {
      "R²": r2,
      "Mean absolute error": meanAbsoluteError,
      "Root mean squared error": rootMeanSquaredError,
      "Test loss": outcome.figures.loss,
      ...time,
    };
    const { truth, predicted } = outcome;
    const insides = insidesOf(model, material, loss);
    return report({ ...page, results, residuals: { target: task.target, truth, predicted }, insides });
  }
  const { accuracy, confusion } = outcome.figures;
  const hits = confusion.reduce((sum, row, i) => sum + row[i]!, 0);
  const parts: Pick<ReportData, "confusion" | "mistakes"> = {
    ...(confusion.length <= MOST_CLASSES && { confusion: { counts: confusion, classes: task.classes } }),
    ...(size !== null && {
      mistakes: { size, of: test.samples, samples: misclassified(material.test, outputs, task.classes) },
    }),
  };
  const results = {
    "Test accuracy": formatPercent(accuracy, 2),
    "Test loss": outcome.figures.loss,
    Misclassified: `${counted(test.samples - hits)} of ${counted(test.samples)}`,
    ...time,
  };
  return scope(() => {
    const layers = layerPicturesOf(model, material);
    const insights = {
      probabilities: probabilitiesOf(outputs, material),
      decisions: decisionsOf(model, material),
      insides: insidesOf(model, material, loss),
    };
    return report({ ...page, results, ...parts, ...(layers !== null && { layers }), ...insights });
  });
}

function configurationOf({ configuration, task, from, frozen }: RunRecord): Facts {
  const { model, hidden, activation, missing, scale, text, unknown, asText, ignore } = configuration;
  const columns = {
    "Missing cells": missing,
    Scaling: scale,
    "Text columns": text,
    "Unknown texts": unknown,
    "Taken as text": asText?.join(", "),
    Ignored: ignore?.join(", "),
  };
  const said = Object.entries(columns).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    Task: task.kind,
    ...(model !== undefined
      ? { Network: model }
      : { "Hidden units": hidden.length === 0 ? "none" : hidden.join(", ") }),
    ...(hidden.length > 0 && { Activation: activation }),
    Epochs: configuration.epochs,
    "Batch size": configuration.batchSize,
    Optimizer: configuration.optimizer,
    "Learning rate": String(configuration.learningRate),
    ...(configuration.schedule !== undefined && { Schedule: configuration.schedule }),
    ...(configuration.clipNorm !== undefined && { "Largest norm of gradients": String(configuration.clipNorm) }),
    Loss: configuration.loss,
    ...(configuration.augment !== undefined && { Augmentation: configuration.augment.join(", ") }),
    ...Object.fromEntries(said),
    ...beginningFacts({ from, frozen }),
    Seed: configuration.seed,
  };
}
