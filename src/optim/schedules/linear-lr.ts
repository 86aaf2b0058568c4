import { checkRate } from "../optimizer.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `LinearLR`. */
export interface LinearLROptions {
  /** Steps from the first factor to the last; default 5. */
  readonly steps?: number;
  /** Default 1/3. */
  readonly startFactor?: number;
  /** Default 1. */
  readonly endFactor?: number;
}

/**
 * A rate on a straight line, then as it is: `base · (startFactor + (endFactor − startFactor) · min(t, steps) / steps)`. As PyTorch's; with
 * `SequentialLR` a warm-up. Throws `ValueError` for options out of range.
 */
export class LinearLR implements Schedule {
  readonly #steps: number;
  readonly #start: number;
  readonly #end: number;

  constructor({ steps = 5, startFactor = 1 / 3, endFactor = 1 }: LinearLROptions = {}) {
    checkSteps("LinearLR", "steps", steps);
    checkRate("LinearLR", "startFactor", startFactor);
    checkRate("LinearLR", "endFactor", endFactor);
    this.#steps = steps;
    this.#start = startFactor;
    this.#end = endFactor;
  }

  rateAt(step: number, base = 1): number {
    return base * (this.#start + ((this.#end - this.#start) * Math.min(step, this.#steps)) / this.#steps);
  }
}
