import { noGrad } from "../autograd/tape.ts";
import { batches } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { RunningNorm } from "../nn/layers/support/running.ts";
import type { Module } from "../nn/module.ts";
import { ones, zeros } from "../tensor/creation.ts";
import { assign } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";
import { checkCount, checkSamples } from "./check.ts";
import { Session } from "./session.ts";

/** Options of `updateNormalization`. */
export interface UpdateNormalizationOptions {
  /** Samples at once; default 32. */
  readonly batchSize?: number;
  /** Ends the work after the batch at hand; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Computes the running statistics of a model's batch normalization anew: their means over one pass through the data, for weights that were not
 * trained with them, such as averages. As PyTorch's `update_bn`. A model without such layers is left alone.
 *
 * Throws `ValueError` if there are no samples.
 */
export async function updateNormalization(
  model: Module,
  data: Dataset,
  { batchSize = 32, signal }: UpdateNormalizationOptions = {},
): Promise<void> {
  checkCount("updateNormalization", "batchSize", batchSize);
  checkSamples("updateNormalization", "data", data);
  const layers = Array.from(model.namedModules(), ([, module]) => module).filter(
    (module): module is RunningNorm => module instanceof RunningNorm && module.running_mean !== null,
  );
  if (layers.length === 0) return;
  const momenta = layers.map(({ momentum }) => momentum);
  const session = new Session(model, signal);
  try {
    scope(() => {
      for (const layer of layers) {
        assign(layer.running_mean!, zeros(layer.running_mean!.shape));
        assign(layer.running_var!, ones(layer.running_var!.shape));
        assign(layer.num_batches_tracked!, zeros([], "int32"));
        layer.momentum = null; // the mean of all batches
      }
    });
    session.enter(true);
    for (const [x] of batches(data, batchSize, { shuffle: false })) {
      scope(() => void noGrad(() => model.forward(x)));
      if (session.isTired) await session.rest();
    }
  } finally {
    layers.forEach((layer, i) => (layer.momentum = momenta[i]!));
    session.close();
  }
}
