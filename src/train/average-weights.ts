import { checkValue } from "../base/check.ts";
import type { WeightAverage } from "../optim/weight-average.ts";
import type { Callback } from "./callbacks.ts";
import { checkCount } from "./check.ts";

/** Options of `averageWeights`. */
export interface AverageWeightsOptions {
  /**
   * When the average takes in the weights: after each batch, as for an EMA, or after each epoch, as for SWA. Default "batch"; with
   * `accumulate`, that takes in the same weights several times.
   */
  readonly every?: "batch" | "epoch";
  /** The first epoch that counts, from 1 on; default 1. */
  readonly from?: number;
  /** Whether the model has the averages in the end, unless training failed; default true. Its last weights are in the average then. */
  readonly swap?: boolean;
}

/**
 * A callback that averages weights as training goes. Checkpoints hold the average, as it was when they were taken: list this callback before
 * the one that takes them.
 *
 *     const average = new WeightAverage(model, { decay: 0.999 });
 *     await fit(model, train, { ..., callbacks: [averageWeights(average)] });
 *     await updateNormalization(model, train); // of a model with batch normalization
 *
 * Throws `ValueError` for options out of range.
 */
export function averageWeights(
  average: WeightAverage,
  { every = "batch", from = 1, swap = true }: AverageWeightsOptions = {},
): Callback {
  checkValue("averageWeights", "every", every, ["batch", "epoch"].includes(every), "batch or epoch");
  checkCount("averageWeights", "from", from);
  const update = ({ epoch }: { readonly epoch: number }): void => {
    if (epoch >= from) average.update();
  };
  return {
    kept: average.namedTensors(),
    ...(every === "batch" ? { onBatchEnd: update } : { onEpochEnd: update }),
    onTrainEnd: ({ error }) => {
      if (swap && error === undefined && average.count > 0) average.swap();
    },
  };
}
