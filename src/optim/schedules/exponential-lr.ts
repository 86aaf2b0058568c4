import { checkRate } from "../optimizer.ts";
import type { Schedule } from "./schedule.ts";

/** A rate that falls by the same share at each step: `base · gammaᵗ`. As PyTorch's. Throws `ValueError` for a gamma out of range. */
export class ExponentialLR implements Schedule {
  readonly #gamma: number;

  constructor({ gamma }: { /** What the rate is multiplied by at each step. */ readonly gamma: number }) {
    checkRate("ExponentialLR", "gamma", gamma);
    this.#gamma = gamma;
  }

  rateAt(step: number, base = 1): number {
    return base * this.#gamma ** step;
  }
}
