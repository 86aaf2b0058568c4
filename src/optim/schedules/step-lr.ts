import { checkRate } from "../optimizer.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `StepLR`. */
export interface StepLROptions {
  /** Steps after each of which the rate falls. */
  readonly stepSize: number;
  /** What it is multiplied by; default 0.1. */
  readonly gamma?: number;
}

/** A rate that falls in stairs: `base · gamma^⌊t / stepSize⌋`. As PyTorch's. Throws `ValueError` for options out of range. */
export class StepLR implements Schedule {
  readonly #stepSize: number;
  readonly #gamma: number;

  constructor({ stepSize, gamma = 0.1 }: StepLROptions) {
    checkSteps("StepLR", "stepSize", stepSize);
    checkRate("StepLR", "gamma", gamma);
    this.#stepSize = stepSize;
    this.#gamma = gamma;
  }

  rateAt(step: number, base = 1): number {
    return base * this.#gamma ** Math.floor(step / this.#stepSize);
  }
}
