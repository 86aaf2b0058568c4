import { checkValue } from "../../base/check.ts";
import { checkRate } from "../optimizer.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `CyclicLR`. */
export interface CyclicLROptions {
  /** The highest rate over the lowest, which is `base`: PyTorch's `max_lr / base_lr`. */
  readonly maxFactor: number;
  /** Steps of each way up; default 2,000. */
  readonly stepsUp?: number;
  /** Steps of each way down; default those of the way up. */
  readonly stepsDown?: number;
  /** Whether all triangles are as high, each half as high as the one before, or all below `gammaᵗ`; default "triangular". */
  readonly mode?: "triangular" | "triangular2" | "expRange";
  /** Default 1. */
  readonly gamma?: number;
}

/**
 * A rate that goes up and down in triangles: `base + (maxFactor − 1) · base · height · scale`, with a height from 0 to 1, and a scale of 1, of
 * `2^(1 − cycle)` or of `gammaᵗ`. As PyTorch's, which moves momentum too unless told not to. Throws `ValueError` for options out of range.
 * Source: Smith, "Cyclical learning rates for training neural networks", WACV 2017.
 */
export class CyclicLR implements Schedule {
  readonly #maxFactor: number;
  readonly #up: number;
  readonly #length: number;
  readonly #scale: (cycle: number, step: number) => number;

  constructor({ maxFactor, stepsUp = 2000, stepsDown = stepsUp, mode = "triangular", gamma = 1 }: CyclicLROptions) {
    checkValue("CyclicLR", "maxFactor", maxFactor, maxFactor >= 1 && maxFactor < Infinity, "a finite number from 1 on");
    checkSteps("CyclicLR", "stepsUp", stepsUp);
    checkSteps("CyclicLR", "stepsDown", stepsDown);
    checkRate("CyclicLR", "gamma", gamma);
    const scales = {
      triangular: () => 1,
      triangular2: (cycle: number) => 2 ** -cycle,
      expRange: (_: number, step: number) => gamma ** step,
    };
    checkValue("CyclicLR", "mode", mode, Object.hasOwn(scales, mode), `one of ${Object.keys(scales).join(", ")}`);
    this.#maxFactor = maxFactor;
    this.#up = stepsUp;
    this.#length = stepsUp + stepsDown;
    this.#scale = scales[mode];
  }

  rateAt(step: number, base = 1): number {
    const cycle = Math.floor(step / this.#length);
    const at = step - cycle * this.#length;
    const height = at <= this.#up ? at / this.#up : (this.#length - at) / (this.#length - this.#up);
    return base + (this.#maxFactor - 1) * base * height * this.#scale(cycle, step);
  }
}
