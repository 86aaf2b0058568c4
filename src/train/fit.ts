import { ValueError } from "../base/errors.ts";
import { batches } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { split } from "../data/split.ts";
import { streamOf } from "../data/stream.ts";
import type { Module } from "../nn/module.ts";
import { Optimizer } from "../optim/optimizer.ts";
import { Generator } from "../tensor/generator.ts";
import { accumulatingStep } from "./accumulate.ts";
import { type Callback, type EpochEnd, notify } from "./callbacks.ts";
import { checkCount, checkFunction, checkSamples } from "./check.ts";
import { evaluateIn } from "./evaluate.ts";
import type { Metrics } from "./metrics/metric.ts";
import { Tally } from "./metrics/tally.ts";
import { asModule, type Model } from "./model.ts";
import { pass } from "./pass.ts";
import { Session } from "./session.ts";
import { evaluationStep, type Loss, trainingStep } from "./step.ts";

/** Options of `fit`. */
export interface FitOptions<M extends Metrics = Metrics> {
  /** What a batch's output costs, as a scalar: its mean over the samples. Its gradients train the model. */
  readonly loss: Loss;
  /** What moves the parameters; made for this model, and reusable for further calls. */
  readonly optimizer: Optimizer;
  /** How often the data is gone through. */
  readonly epochs: number;
  /** Samples of a step; the last one of an epoch takes what remains. Default 32. */
  readonly batchSize?: number;
  /** Batches whose gradients are averaged before the parameters move, as if they were one; default 1. */
  readonly accumulate?: number;
  /** What to validate with after each epoch: a dataset, or a share or number of samples to set apart at random. Default none. */
  readonly validation?: Dataset | number | undefined;
  /** Further figures, by name; default none. */
  readonly metrics?: M;
  /** What to call as training goes; default nothing. */
  readonly callbacks?: readonly Callback[];
  /** Ends training after the batch at hand; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether each epoch goes through the data in another random order; default true. */
  readonly shuffle?: boolean;
  /**
   * Seeds the order of samples, the samples set apart, and the generators of the model's layers, such as dropout; weights stay.
   * Default: the order is drawn from the default generator, which `manualSeed` sets, and layers draw on.
   */
  readonly seed?: number | undefined;
  /**
   * Whether steps are compiled: JavaScript in the model and the loss runs once for each shape of batch, and may not read tensors.
   * Default true; without it the bits are the same, and a model that reads tensors works.
   */
  readonly compile?: boolean;
}

/**
 * Trains a model: goes through the data in batches, and moves the parameters along the gradients of the loss. Answers a record of
 * each epoch.
 *
 *     const history = await fit(model, train, { loss: crossEntropy, optimizer: new Adam(model), epochs: 20 });
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
  data: Dataset,
  options: FitOptions<M>,
): Promise<readonly EpochEnd<M>[]> {
  const { loss, optimizer, epochs, batchSize = 32, validation, callbacks = [], signal, shuffle = true, seed } = options;
  const { accumulate = 1, compile = true } = options;
  checkFunction("fit", "loss", loss, "a function of output and targets");
  if (!(optimizer instanceof Optimizer))
    throw new ValueError("fit: optimizer is none, expected one such as new Adam(model)");
  checkCount("fit", "epochs", epochs);
  checkCount("fit", "batchSize", batchSize);
  checkCount("fit", "accumulate", accumulate);
  checkSamples("fit", "data", data);
  if (typeof validation === "object") checkSamples("fit", "validation", validation);
  const metrics = options.metrics ?? ({} as M);

  const session = new Session(asModule(model), signal);
  const random = streamOf(seed);
  if (seed !== undefined) for (const generator of generatorsIn(session.model)) generator.seed(random.uint32());
  const parts =
    typeof validation === "number" ? split(data, { validation, seed: random.uint32() }) : { train: data, validation };
  const samples = parts.train.length;
  const batchCount = Math.ceil(samples / batchSize);
  const step =
    accumulate === 1
      ? trainingStep(session.model, loss, optimizer, compile)
      : accumulatingStep(session.model, loss, optimizer, compile, accumulate, batchCount);
  const check = evaluationStep(session.model, loss, compile);
  const onBatchEnd = callbacks.filter((callback) => callback.onBatchEnd !== undefined);
  const history: EpochEnd<M>[] = [];

  /** Trains one epoch. Answers its record, and whether a callback wants to stop. */
  const train = async (epoch: number): Promise<{ record: EpochEnd<M>; stop: boolean }> => {
    const start = performance.now();
    const tally = new Tally(metrics);
    let batch = 0;
    let stop = false;
    session.enter(true);
    await pass(session, batches(parts.train, batchSize, { shuffle, seed: random.uint32() }), step, tally, (value) => {
      batch++;
      checkFinite(value, epoch, batch);
      if (onBatchEnd.length === 0) return false;
      const end = { epoch, batch, loss: value, samples: tally.samples, soFar: tally.result() };
      return notify(onBatchEnd, (callback) => callback.onBatchEnd?.(end)).then((answer) => (stop = answer));
    });
    const trained = (performance.now() - start) / 1000;
    const validated =
      parts.validation === undefined ? null : await evaluateIn(session, parts.validation, check, metrics, batchSize);
    const seconds = (performance.now() - start) / 1000;
    const samplesPerSecond = tally.samples / trained;
    return { record: { epoch, ...tally.result(), validation: validated, seconds, samplesPerSecond }, stop };
  };

  let error: unknown;
  try {
    const counts = {
      samples,
      batches: batchCount,
      validationSamples: parts.validation?.length ?? 0,
    };
    await notify(callbacks, (callback) => callback.onTrainBegin?.({ epochs, batchSize, ...counts }));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      await notify(callbacks, (callback) => callback.onEpochBegin?.({ epoch }));
      session.resume();
      const { record, stop } = await train(epoch);
      history.push(record);
      const enough = await notify(callbacks, (callback) => callback.onEpochEnd?.(record));
      session.resume();
      if (stop || enough) break;
    }
    return history;
  } catch (thrown) {
    error = thrown;
    throw thrown;
  } finally {
    session.close();
    step.dispose();
    check.dispose();
    await notify(callbacks, (callback) => callback.onTrainEnd?.({ history, error }));
  }
}

function checkFinite(loss: number, epoch: number, batch: number): void {
  if (Number.isFinite(loss)) return;
  throw new ValueError(
    `fit: loss is ${loss} at epoch ${epoch}, batch ${batch}, expected a finite number; lower the learning rate, or look for ` +
      "NaN and infinite numbers in the data",
  );
}

/** The generators that layers of a model keep in their fields. */
function generatorsIn(model: Module): Set<Generator> {
  const found = new Set<Generator>();
  for (const [, module] of model.namedModules()) {
    for (const value of Object.values(module)) if (value instanceof Generator) found.add(value);
  }
  return found;
}
