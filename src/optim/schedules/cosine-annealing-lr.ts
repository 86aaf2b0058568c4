import { checkValue } from "../../base/check.ts";
import { checkRate } from "../optimizer.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `CosineAnnealingLR`. */
export interface CosineAnnealingLROptions {
  /** Steps until the rate is at its least, those of the warm-up among them. */
  readonly steps: number;
  /** The least rate; default 0. */
  readonly minimum?: number;
  /** Steps over which the rate rises first: step t has `base · (t + 1) / warmUp`. Default 0, none. */
  readonly warmUp?: number;
}

/**
 * A rate that falls along half a cosine: `minimum + (base − minimum) · (1 + cos(π t / steps)) / 2`. As PyTorch's, which goes up again behind
 * `steps`; with a warm-up, which PyTorch's has not, t and `steps` count from its end on. Throws `ValueError` for options out of range.
 * Source: Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5.
 */
export class CosineAnnealingLR implements Schedule {
  readonly #steps: number;
  readonly #minimum: number;
  readonly #warmUp: number;

  constructor({ steps, minimum = 0, warmUp = 0 }: CosineAnnealingLROptions) {
    checkSteps("CosineAnnealingLR", "steps", steps);
    checkRate("CosineAnnealingLR", "minimum", minimum);
    const isShort = Number.isInteger(warmUp) && warmUp >= 0 && warmUp < steps;
    checkValue("CosineAnnealingLR", "warmUp", warmUp, isShort, `a whole number from 0 on, below steps=${steps}`);
    this.#steps = steps - warmUp;
    this.#minimum = minimum;
    this.#warmUp = warmUp;
  }

  rateAt(step: number, base = 1): number {
    if (step < this.#warmUp) return (base * (step + 1)) / this.#warmUp;
    const share = (1 + Math.cos((Math.PI * (step - this.#warmUp)) / this.#steps)) / 2;
    return this.#minimum + (base - this.#minimum) * share;
  }
}
