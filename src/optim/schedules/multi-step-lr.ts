import { checkValue } from "../../base/check.ts";
import { checkRate } from "../optimizer.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `MultiStepLR`. */
export interface MultiStepLROptions {
  /** The steps at which the rate falls. */
  readonly milestones: readonly number[];
  /** What it is multiplied by; default 0.1. */
  readonly gamma?: number;
}

/** A rate that falls at given steps: `base · gamma^(milestones up to t)`. As PyTorch's. Throws `ValueError` for options out of range. */
export class MultiStepLR implements Schedule {
  readonly #milestones: readonly number[];
  readonly #gamma: number;

  constructor({ milestones, gamma = 0.1 }: MultiStepLROptions) {
    const areSteps = milestones.length > 0 && milestones.every((m) => Number.isInteger(m) && m >= 0);
    checkValue("MultiStepLR", "milestones", milestones, areSteps, "whole numbers from 0 on");
    checkRate("MultiStepLR", "gamma", gamma);
    this.#milestones = [...milestones];
    this.#gamma = gamma;
  }

  rateAt(step: number, base = 1): number {
    return base * this.#gamma ** this.#milestones.filter((m) => m <= step).length;
  }
}
