import type { Tensor } from "../../tensor/tensor.ts";

/** A figure that grows batch by batch. */
export interface Accumulator {
  /** Takes in the outputs for a batch and its targets, both valid during the call. */
  add(output: Tensor, y: Tensor): void;
  /** The figure over all batches so far. */
  value(): number;
  /** What it has taken in, for a checkpoint within an epoch; one that cannot say begins afresh where training resumes. */
  save?(): readonly number[];
  /** Goes on from what `save` answered. */
  restore?(saved: readonly number[]): void;
}

/**
 * A figure of outputs and their targets: a function that gives its mean over the samples of a batch, which is then weighed by
 * their number; or, for a figure that is no such mean, what starts an accumulator for each pass over the data. What is both, as a
 * `Figure` is, starts one.
 */
export type Metric = ((output: Tensor, y: Tensor) => number) | { start(): Accumulator };

/** Metrics by the names that their figures get. */
export type Metrics = Readonly<Record<string, Metric>>;

/** Figures by name. */
export type Figures<M extends Metrics = Metrics> = { readonly [K in keyof M]: number };

/** Loss and metrics over a dataset. */
export interface Evaluation<M extends Metrics = Metrics> {
  /** Mean over the samples. */
  readonly loss: number;
  readonly metrics: Figures<M>;
}
