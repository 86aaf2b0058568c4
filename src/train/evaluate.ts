import { checkCount, checkFunction, checkSamples } from "./check.ts";
import { type Batches, type Data, inOrder } from "./data.ts";
import type { Evaluation, Metrics } from "./metrics/metric.ts";
import { Tally } from "./metrics/tally.ts";
import { asModule, type Model } from "./model.ts";
import { pass } from "./pass.ts";
import { Session } from "./session.ts";
import { type BatchStep, evaluationStep, type Loss } from "./step.ts";

/** Options of `evaluate`. */
export interface EvaluateOptions<M extends Metrics = Metrics> {
  /**
   * What a batch's output costs, as a scalar: its mean over the samples. Batches count by their samples, also where the loss weighs
   * samples or ignores labels; in one batch the figure is exact.
   */
  readonly loss: Loss;
  /** Further figures, by name; default none. */
  readonly metrics?: M;
  /** Samples at once; default 256. */
  readonly batchSize?: number;
  /** Ends the work after the batch at hand; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether steps are compiled, as for `fit`; default true. */
  readonly compile?: boolean;
}

/**
 * Loss and metrics of a model over a dataset: means over all samples, whatever the size of the batches. The model works in
 * evaluation mode; afterwards its modules are in the modes they were in. A pipeline is read as in its first epoch.
 *
 * Throws `ValueError` if there are no samples, and whatever the model, the loss and the metrics throw.
 */
export async function evaluate<M extends Metrics = Metrics>(
  model: Model,
  data: Data,
  { loss, metrics = {} as M, batchSize = 256, signal, compile = true }: EvaluateOptions<M>,
): Promise<Evaluation<M>> {
  checkFunction("evaluate", "loss", loss, "a function of output and targets");
  checkCount("evaluate", "batchSize", batchSize);
  checkSamples("evaluate", "data", data);
  const session = new Session(asModule(model), signal);
  const step = evaluationStep(session.model, loss, compile);
  try {
    return await evaluateIn(session, inOrder("evaluate", data, batchSize, signal), step, metrics);
  } finally {
    session.close();
    step.dispose();
  }
}

/** As `evaluate`, for a model at work already, which is left in evaluation mode. */
export async function evaluateIn<M extends Metrics>(
  session: Session,
  all: Batches,
  step: BatchStep,
  metrics: M,
): Promise<Evaluation<M>> {
  const tally = new Tally(metrics);
  session.enter(false);
  await pass(session, all, step, tally, null);
  return tally.result();
}
