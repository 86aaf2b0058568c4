import { ValueError } from "../base/errors.ts";
import { checkOwnOrder } from "../data/batches.ts";
import { Pipeline } from "../data/pipeline/pipeline.ts";
import { Optimizer } from "../optim/optimizer.ts";
import { type EpochEnd, notify } from "./callbacks.ts";
import { checkCount, checkFunction, checkSamples } from "./check.ts";
import type { Metrics } from "./metrics/metric.ts";
import type { Data } from "./data.ts";
import { asModule, type Model } from "./model.ts";
import type { FitOptions } from "./options.ts";
import { TrainingRun } from "./training-run.ts";

/**
 * Trains a model: goes through the data in batches, and moves the parameters along the gradients of the loss. Answers a record of
 * each epoch.
 *
 *     const history = await fit(model, train, { loss: crossEntropy, optimizer: new Adam(model), epochs: 20 });
 *
 * A pipeline is read ahead while steps run, each epoch as a pass of its own, whose seed is drawn from that of `fit`.
 *
 * The event loop gets its turn at least every 50 ms, but for a batch that takes longer. The model trains in training mode;
 * afterwards, whatever happens, its modules are in the modes they were in, and memory is as it was.
 *
 * An aborted signal, and an error of the model, the loss, a metric or a callback, end training with the parameters of the last
 * complete step. Throws `ValueError` if there are no samples or an option cannot be used, and if a loss is not a finite number;
 * then the parameters are what that step made of them.
 */
export async function fit<M extends Metrics = Metrics>(
  model: Model,
  data: Data,
  options: FitOptions<M>,
): Promise<readonly EpochEnd<M>[]> {
  const { loss, optimizer, epochs, batchSize = 32, accumulate = 1, validation } = options;
  checkFunction("fit", "loss", loss, "a function of output and targets");
  if (!(optimizer instanceof Optimizer))
    throw new ValueError("fit: optimizer is none, expected one such as new Adam(model)");
  checkCount("fit", "epochs", epochs);
  checkCount("fit", "batchSize", batchSize);
  checkCount("fit", "accumulate", accumulate);
  checkSamples("fit", "data", data);
  if (typeof validation === "object") checkSamples("fit", "validation", validation);
  if (data instanceof Pipeline) {
    checkOwnOrder("fit", options.shuffle);
    if (typeof validation === "number") {
      throw new ValueError(
        `fit: validation is ${validation} with a pipeline, expected samples; set some apart by take and skip`,
      );
    }
  }
  const run = new TrainingRun(asModule(model), data, options);
  let error: unknown;
  try {
    await run.train();
    return run.history;
  } catch (thrown) {
    error = thrown;
    throw thrown;
  } finally {
    run.close();
    await notify(options.callbacks ?? [], (callback) => callback.onTrainEnd?.({ history: run.history, error }));
  }
}
