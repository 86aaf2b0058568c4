import { checkValue } from "../../../base/check.ts";
import type { RunningStatistics } from "../../../ops/support/normalize.ts";
import { checkShape } from "../../../tensor/check.ts";
import { ones, zeros } from "../../../tensor/creation.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import { Module } from "../../module.ts";
import { Parameter, State } from "../../parameter.ts";

/** Options of layers that normalize by statistics over batches. */
export interface RunningLayerOptions {
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
  /** How far a batch moves the running statistics, from 0 to 1; null for the mean of all batches. Default 0.1. */
  readonly momentum?: number | null;
  /** Whether to have a weight and a bias. */
  readonly affine?: boolean;
  /** Whether to keep running statistics, and to normalize by them in evaluation mode. */
  readonly trackRunningStats?: boolean;
}

/** Weight, bias and running statistics of C channels, under the names of PyTorch. */
export abstract class RunningNorm extends Module {
  readonly weight: Parameter | null;
  readonly bias: Parameter | null;
  readonly running_mean: State | null;
  readonly running_var: State | null;
  readonly num_batches_tracked: State | null;
  /** As the option; may be set between forward passes. */
  momentum: number | null;
  readonly epsilon: number;
  readonly #layer: string;
  readonly #C: number;

  constructor(
    layer: string,
    C: number,
    { epsilon = 1e-5, momentum = 0.1, affine, trackRunningStats }: RunningLayerOptions,
  ) {
    super();
    checkSize(layer, "C", C);
    checkEpsilon(layer, epsilon);
    const isMomentum = momentum === null || (momentum >= 0 && momentum <= 1);
    checkValue(layer, "momentum", momentum, isMomentum, "a number from 0 to 1, or null");
    this.weight = affine ? new Parameter(ones([C])) : null;
    this.bias = affine ? new Parameter(zeros([C])) : null;
    this.running_mean = trackRunningStats ? new State(zeros([C])) : null;
    this.running_var = trackRunningStats ? new State(ones([C])) : null;
    this.num_batches_tracked = trackRunningStats ? new State(zeros([], "int32")) : null;
    this.momentum = momentum;
    this.epsilon = epsilon;
    this.#layer = layer;
    this.#C = C;
  }

  /** Throws `ShapeError` unless x has the axes of the signature, and C channels. */
  protected check(x: Tensor, signature: string): void {
    checkShape(this.#layer, "x", x, signature, { C: this.#C });
  }

  /** What the op takes. */
  protected get options(): {
    epsilon: number;
    momentum: number | null;
    training: boolean;
    running: RunningStatistics | null;
  } {
    const { epsilon, momentum, training, running_mean: mean, running_var: variance, num_batches_tracked } = this;
    const running = mean === null ? null : { mean, variance: variance!, batches: num_batches_tracked! };
    return { epsilon, momentum, training, running };
  }
}

/** Throws `ValueError` unless the size is a whole number from 1 on. */
export function checkSize(layer: string, name: string, n: number): void {
  checkValue(layer, name, n, Number.isSafeInteger(n) && n > 0, "a whole number from 1 on");
}

/** Throws `ValueError` unless epsilon is a finite number from 0 on. */
export function checkEpsilon(layer: string, epsilon: number): void {
  checkValue(layer, "epsilon", epsilon, epsilon >= 0 && epsilon < Infinity, "a finite number from 0 on");
}
