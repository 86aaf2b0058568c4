import { checkRate } from "../optimizer.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `CosineAnnealingWarmRestarts`. */
export interface CosineAnnealingWarmRestartsOptions {
  /** Steps until the first restart. */
  readonly steps: number;
  /** How many times as long each run is as the one before; default 1. */
  readonly factor?: number;
  /** The least rate; default 0. */
  readonly minimum?: number;
}

/**
 * Half cosines one after the other: `minimum + (base − minimum) · (1 + cos(π s / length)) / 2` for step s of a run of `steps`, then
 * `steps · factor`, … As PyTorch's. Throws `ValueError` for options out of range.
 * Source: Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5.
 */
export class CosineAnnealingWarmRestarts implements Schedule {
  readonly #steps: number;
  readonly #factor: number;
  readonly #minimum: number;

  constructor({ steps, factor = 1, minimum = 0 }: CosineAnnealingWarmRestartsOptions) {
    checkSteps("CosineAnnealingWarmRestarts", "steps", steps);
    checkSteps("CosineAnnealingWarmRestarts", "factor", factor);
    checkRate("CosineAnnealingWarmRestarts", "minimum", minimum);
    this.#steps = steps;
    this.#factor = factor;
    this.#minimum = minimum;
  }

  rateAt(step: number, base = 1): number {
    let length = this.#steps;
    let left = this.#factor === 1 ? step % length : step;
    while (left >= length) {
      left -= length;
      length *= this.#factor;
    }
    return this.#minimum + ((base - this.#minimum) * (1 + Math.cos((Math.PI * left) / length))) / 2;
  }
}
