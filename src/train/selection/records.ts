// What selection answers: plain data.

import type { Evaluation, Metrics } from "../metrics/metric.ts";

/** Figures of a trained model over the samples that it was trained with, and over those that it has not seen. */
export interface Scores<M extends Metrics = Metrics> extends Evaluation<M> {
  readonly validation: Evaluation<M>;
}

/** What training on one fold gave. `loss` and `metrics` are figures of the trained model over its training samples. */
export interface FoldRecord<M extends Metrics = Metrics> extends Scores<M> {
  /** Epochs that it was trained for; fewer than asked for if a callback stopped it. */
  readonly epochs: number;
  /** Duration of training and of taking the figures. */
  readonly seconds: number;
}

/** What training on each fold gave. */
export interface CrossValidation<M extends Metrics = Metrics> {
  readonly folds: readonly FoldRecord<M>[];
  /** Means over the folds. */
  readonly mean: Scores<M>;
  /** Standard deviations of the folds, as a population. */
  readonly deviation: Scores<M>;
  /** The sum of the folds' durations: more than has passed if some were trained at the same time. */
  readonly seconds: number;
}

/** What was tried. */
interface Tried<S> {
  /** Counted from 0. */
  readonly trial: number;
  readonly settings: S;
}

/** A trial whose folds were all trained. */
export interface CompleteTrial<M extends Metrics = Metrics, S = unknown> extends Tried<S>, CrossValidation<M> {
  readonly error: null;
}

/** A trial of which a fold could not be trained: its loss was no number, for instance. */
export interface FailedTrial<S = unknown> extends Tried<S> {
  readonly error: { readonly name: string; readonly message: string };
}

/** A cross-validation of its folds. */
export function crossValidationOf<M extends Metrics>(folds: readonly FoldRecord<M>[]): CrossValidation<M> {
  const average = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const spread = (values: readonly number[]): number => {
    const mean = average(values);
    return Math.sqrt(average(values.map((v) => (v - mean) ** 2)));
  };
  return {
    folds,
    mean: over(folds, average),
    deviation: over(folds, spread),
    seconds: folds.reduce((sum, fold) => sum + fold.seconds, 0),
  };
}

function over<M extends Metrics>(folds: readonly FoldRecord<M>[], f: (values: readonly number[]) => number): Scores<M> {
  const evaluation = (all: readonly Evaluation<M>[]): Evaluation<M> => ({
    loss: f(all.map(({ loss }) => loss)),
    metrics: Object.fromEntries(
      Object.keys(all[0]!.metrics).map((name) => [name, f(all.map(({ metrics }) => metrics[name]!))]),
    ) as Evaluation<M>["metrics"],
  });
  return { ...evaluation(folds), validation: evaluation(folds.map(({ validation }) => validation)) };
}
