import { checkRate } from "../optimizer.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `ConstantLR`. */
export interface ConstantLROptions {
  /** Steps that have the factor; default 5. */
  readonly steps?: number;
  /** Default 1/3. */
  readonly factor?: number;
}

/** A share of the rate for some steps, then all of it: `base · factor` while `t < steps`. As PyTorch's. Throws `ValueError` for options out of range. */
export class ConstantLR implements Schedule {
  readonly #steps: number;
  readonly #factor: number;

  constructor({ steps = 5, factor = 1 / 3 }: ConstantLROptions = {}) {
    checkSteps("ConstantLR", "steps", steps);
    checkRate("ConstantLR", "factor", factor);
    this.#steps = steps;
    this.#factor = factor;
  }

  rateAt(step: number, base = 1): number {
    return step < this.#steps ? base * this.#factor : base;
  }
}
