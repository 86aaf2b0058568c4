import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import { batches } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Module } from "../nn/module.ts";
import { checkRate, type Optimizer } from "../optim/optimizer.ts";
import { defaultGenerator } from "../tensor/generator.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkCount, checkFunction, checkSamples } from "./check.ts";
import { pass } from "./pass.ts";
import { Session } from "./session.ts";
import { snapshot } from "./snapshot.ts";
import { type Loss, trainingStep } from "./step.ts";
import { Tally } from "./metrics/tally.ts";

/** Options of `findLearningRate`. */
export interface FindLearningRateOptions {
  /** What a batch's output costs, as for `fit`. */
  readonly loss: Loss;
  /** What moves the parameters; of several groups, the first has the rates below, and the others are in proportion. */
  readonly optimizer: Optimizer;
  /** The first rate; default 1e-7. */
  readonly from?: number;
  /** The last one; default 10. */
  readonly to?: number;
  /** Steps from one to the other, at equal ratios; default 100. */
  readonly steps?: number;
  /** Samples of a step; default 32. */
  readonly batchSize?: number;
  /** What the smoothed loss keeps of itself at each step; default 0.9. */
  readonly smoothing?: number;
  /**
   * The test ends where the smoothed loss is so many times its least; default 4. Of a loss that falls to 0 or below,
   * the larger of the sizes of the first and the least stands for the least.
   */
  readonly divergence?: number;
  /** Seeds the order of samples; default drawn from the default generator. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether steps are compiled, as for `fit`; default true. */
  readonly compile?: boolean;
}

/** What a test of learning rates found. Plain data. */
export interface LearningRateRange {
  /** The rates that were tried, rising. */
  readonly rates: readonly number[];
  /** The loss before each step, smoothed: a running mean without the pull of its start. */
  readonly losses: readonly number[];
  /** Where the loss falls fastest: a good learning rate, or the highest one of a cycle. */
  readonly suggestion: number;
}

/**
 * Tries learning rates: trains with one that rises from step to step until the loss explodes. Afterwards model, optimizer and generators are
 * as they were. `learningRateChart` of `wasmgrad/viz` draws what it answers.
 *
 *     const { suggestion } = await findLearningRate(model, train, { loss: crossEntropy, optimizer });
 *     optimizer.learningRate = suggestion;
 *
 * Throws `ValueError` if there are no samples, an option cannot be used, or the loss is not a finite number from the start.
 * Source: Smith, "Cyclical learning rates for training neural networks", WACV 2017, section 3.3.
 */
export async function findLearningRate(
  model: Module,
  data: Dataset,
  options: FindLearningRateOptions,
): Promise<LearningRateRange> {
  const { loss, optimizer, from = 1e-7, to = 10, steps = 100, batchSize = 32, seed, signal } = options;
  const { smoothing = 0.9, divergence = 4, compile = true } = options;
  checkFunction("findLearningRate", "loss", loss, "a function of output and targets");
  checkSamples("findLearningRate", "data", data);
  for (const [name, rate] of Object.entries({ from, to })) checkRate("findLearningRate", name, rate);
  checkValue("findLearningRate", "from", from, from > 0 && from < to, `a number above 0 and below to=${to}`);
  checkValue("findLearningRate", "steps", steps, Number.isInteger(steps) && steps >= 2, "a whole number from 2 on");
  checkCount("findLearningRate", "batchSize", batchSize);
  checkValue(
    "findLearningRate",
    "smoothing",
    smoothing,
    smoothing >= 0 && smoothing < 1,
    "a number from 0 on and below 1",
  );
  checkValue("findLearningRate", "divergence", divergence, divergence > 1, "a number above 1");

  const bases = optimizer.groups.map(({ learningRate }) => learningRate);
  if (bases.length > 1) {
    const wanted = "a rate above 0, to which those of the other groups are in proportion";
    checkValue("findLearningRate", "the optimizer's learningRate", bases[0], bases[0]! > 0, wanted);
  }
  const session = new Session(model, signal);
  const generators = [defaultGenerator(), ...[...model.namedGenerators()].map(([, generator]) => generator)];
  const states = generators.map((generator) => generator.save());
  const restores = [snapshot(model.namedTensors()), snapshot(optimizer.namedTensors())];
  const step = trainingStep(model, loss, (grads) => optimizer.step(grads), compile);
  const rates: number[] = [];
  const losses: number[] = [];
  const next = (): void => {
    const rate = from * (to / from) ** (rates.length / (steps - 1));
    rates.push(rate);
    optimizer.groups.forEach((group, i) => (group.learningRate = i === 0 ? rate : (rate * bases[i]!) / bases[0]!));
  };
  let mean = 0;
  let least = Infinity;
  const after = (value: number): boolean => {
    mean = smoothing * mean + (1 - smoothing) * value;
    const smooth = mean / (1 - smoothing ** (losses.length + 1));
    const size = least > 0 ? least : Math.max(-least, Math.abs(losses[0] ?? 0));
    if (!Number.isFinite(smooth) || smooth > least + (divergence - 1) * size) {
      rates.pop();
      return true;
    }
    losses.push(smooth);
    least = Math.min(least, smooth);
    return losses.length === steps;
  };
  try {
    session.enter(true);
    const paced = (...batch: Parameters<typeof step>): ReturnType<typeof step> => {
      next();
      return step(...batch);
    };
    await pass(session, endless(data, batchSize, seed), paced, new Tally({}), after);
  } finally {
    for (const restore of restores) restore();
    generators.forEach((generator, i) => generator.restore(states[i]!));
    session.close();
    step.dispose();
  }
  if (losses.length === 0) {
    throw new ValueError("findLearningRate: the loss is no finite number at the first step, expected one that is");
  }
  return { rates, losses, suggestion: rates[steepest(losses)]! };
}

/** Batches of one pass after the other. */
function* endless(
  data: Dataset,
  batchSize: number,
  seed: number | undefined,
): Generator<[x: Tensor, y: Tensor], void, undefined> {
  for (let epoch = 0; ; epoch++) {
    yield* batches(data, batchSize, seed === undefined ? {} : { seed: seed + epoch });
  }
}

/** The place before the largest fall from one value to the next, but for the first tenth, where the smoothed loss is hardly smooth. */
function steepest(losses: readonly number[]): number {
  let best = Math.floor(losses.length / 10);
  const fall = (i: number): number => (losses[i] ?? NaN) - (losses[i + 1] ?? NaN);
  for (let i = best; i + 1 < losses.length; i++) if (fall(i) > fall(best)) best = i;
  return best;
}
