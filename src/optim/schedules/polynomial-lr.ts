import { checkRate } from "../optimizer.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `PolynomialLR`. */
export interface PolynomialLROptions {
  /** Steps until the rate is 0; default 5. */
  readonly steps?: number;
  /** Default 1, a straight line. */
  readonly power?: number;
}

/** A rate that falls to 0 as a power does: `base · (1 − min(t, steps) / steps)^power`. As PyTorch's. Throws `ValueError` for options out of range. */
export class PolynomialLR implements Schedule {
  readonly #steps: number;
  readonly #power: number;

  constructor({ steps = 5, power = 1 }: PolynomialLROptions = {}) {
    checkSteps("PolynomialLR", "steps", steps);
    checkRate("PolynomialLR", "power", power);
    this.#steps = steps;
    this.#power = power;
  }

  rateAt(step: number, base = 1): number {
    return base * (1 - Math.min(step, this.#steps) / this.#steps) ** this.#power;
  }
}
