import type { Callback } from "./callbacks.ts";

/** Where the time of an epoch went, in seconds. */
export interface EpochTiming {
  readonly epoch: number;
  /** With validation. */
  readonly seconds: number;
  /** In steps: forward, backward and the optimizer. */
  readonly steps: number;
  /** Between steps: fetching batches, metrics, callbacks, others on the event loop. */
  readonly between: number;
  readonly validation: number;
  /** Trained with in a second, without validation. */
  readonly samplesPerSecond: number;
}

/** How long steps take, in seconds. */
export interface StepTiming {
  readonly count: number;
  /** The first one, which compiles; the others are told without it. */
  readonly first: number;
  readonly mean: number;
  readonly median: number;
  /** 95 of 100 take no longer. */
  readonly p95: number;
  readonly longest: number;
}

/** What `timing` has gathered. Plain data. */
export interface Timing {
  readonly epochs: readonly EpochTiming[];
  /** Null before the first step. */
  readonly steps: StepTiming | null;
  /** Share of the training time, without validation, that went by between steps. */
  readonly overhead: number;
}

/**
 * A callback of `fit` that measures where time goes; `result` answers what it knows so far. It begins anew with each call of `fit`.
 *
 *     const clock = timing();
 *     await fit(model, train, { ..., callbacks: [clock] });
 *     console.log(clock.result().overhead); // much of it: fetch and decode ahead, use larger batches
 */
export function timing(): Callback & { result(): Timing } {
  let epochs: EpochTiming[] = [];
  let steps: number[] = [];
  /** Seconds in steps of the epoch at hand, its samples, and those that were done before a resume. */
  let [inSteps, samples, before] = [0, 0, 0];
  return {
    onTrainBegin({ batch, batchSize }) {
      [epochs, steps] = [[], []];
      before = batch * batchSize;
    },
    onEpochBegin() {
      [inSteps, samples] = [0, 0];
    },
    onBatchEnd(end) {
      steps.push(end.seconds);
      inSteps += end.seconds;
      samples = end.samples;
    },
    onEpochEnd({ epoch, seconds, samplesPerSecond }) {
      const training = Math.max(0, samples - before) / samplesPerSecond || 0;
      before = 0;
      const [between, validation] = [training - inSteps, seconds - training];
      epochs.push({ epoch, seconds, steps: inSteps, between, validation, samplesPerSecond });
    },
    result() {
      const total = (key: "steps" | "between"): number => epochs.reduce((sum, epoch) => sum + epoch[key], 0);
      const between = total("between");
      return { epochs: [...epochs], steps: stepsOf(steps), overhead: between / (between + total("steps")) || 0 };
    },
  };
}

function stepsOf([first, ...rest]: readonly number[]): StepTiming | null {
  if (first === undefined) return null;
  const sorted = (rest.length === 0 ? [first] : rest).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  const mean = sorted.reduce((sum, seconds) => sum + seconds, 0) / sorted.length;
  return { count: rest.length + 1, first, mean, median: at(0.5), p95: at(0.95), longest: at(1) };
}
