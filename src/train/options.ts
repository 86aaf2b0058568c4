import type { PenaltyOptions } from "../nn/penalty.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Callback } from "./callbacks.ts";
import type { Data } from "./data.ts";
import type { Metrics } from "./metrics/metric.ts";
import type { MovingOptions } from "./moving.ts";
import type { PacingOptions } from "./pacer.ts";
import type { Loss } from "./step.ts";

/** Options of `fit`. */
export interface FitOptions<M extends Metrics = Metrics> extends MovingOptions, PacingOptions {
  /** What a batch's output costs, as a scalar: its mean over the samples. Its gradients train the model. */
  readonly loss: Loss;
  /** What large weights cost beside that, in training and validation; see `penalty`. Default nothing. */
  readonly penalties?: readonly PenaltyOptions[];
  /** What moves the parameters; made for this model, and reusable for further calls. */
  readonly optimizer: Optimizer;
  /** How often the data is gone through. */
  readonly epochs: number;
  /** Samples of a step; the last one of an epoch takes what remains. Default 32. */
  readonly batchSize?: number;
  /**
   * Batches whose gradients are averaged before the parameters move, as if they were one; default 1. Each counts by its number of samples;
   * so a loss whose mean weighs samples, or leaves some out, weighs them within its batch. Its sum, divided by that number, has no such limit.
   */
  readonly accumulate?: number;
  /** What to validate with after each epoch: samples, or a share or number of those of a dataset to set apart at random. Default none. */
  readonly validation?: Data | number | undefined;
  /** Further figures, by name; default none. */
  readonly metrics?: M;
  /** What to call as training goes; default nothing. */
  readonly callbacks?: readonly Callback[];
  /** Ends training after the batch at hand; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether each epoch goes through a dataset in another random order; default true. A pipeline has an order of its own. */
  readonly shuffle?: boolean;
  /**
   * Seeds the order of samples, the samples set apart, and the generators of the model's layers, such as dropout; weights stay.
   * Default: the order is drawn from the default generator, which `manualSeed` sets, and layers draw on.
   */
  readonly seed?: number | undefined;
  /**
   * A checkpoint to go on from: bytes that a callback got by `training.checkpoint()`. Data, sizes of batches and, for the same bits,
   * everything else is as it was then; `seed` has no say any more, and the default generator goes where it stood. Default none.
   */
  readonly resume?: Uint8Array | undefined;
  /**
   * Whether steps are compiled: JavaScript in the model and the loss runs once for each shape of batch, and may not read tensors.
   * Default true; without it the bits are the same, and a model that reads tensors works.
   */
  readonly compile?: boolean;
  /**
   * Whether to look at every batch, at what every op makes of it, forward and backward, at the gradients and at what the model becomes, and to end
   * with an error that names the first op, and its layer, that gives NaN; see `detectAnomaly`. Steps are not compiled, and slow; the
   * bits are the same. Default false.
   */
  readonly debug?: boolean;
}
