import { checkValue } from "../../base/check.ts";
import { checkRate } from "../optimizer.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `ReduceLROnPlateau`. */
export interface ReduceLROnPlateauOptions {
  /** The figure of each epoch that it looks at: "loss", a metric's name, "validation.loss", …; default "validation.loss", or "loss" if nothing is validated with. */
  readonly monitor?: string;
  /** Whether smaller or larger is better; default "min". */
  readonly mode?: "min" | "max";
  /** What the rate is multiplied by, below 1; default 0.1. */
  readonly factor?: number;
  /** Epochs without a better figure that are borne; default 10. */
  readonly patience?: number;
  /** How much better a figure must be to count; default 1e-4. */
  readonly threshold?: number;
  /** Whether that is a share of the best figure, or a difference; default "relative". */
  readonly thresholdMode?: "relative" | "absolute";
  /** Epochs after a reduction that do not count; default 0. */
  readonly cooldown?: number;
  /** The least rate; default 0. */
  readonly minimum?: number;
  /** Reductions that change the rate by no more are left out; default 1e-8. */
  readonly epsilon?: number;
}

/** Where such a schedule stands. Plain data. */
export interface PlateauState {
  /** Null before the first figure. */
  readonly best: number | null;
  readonly bad: number;
  readonly cooling: number;
  readonly reductions: number;
}

/**
 * Reduces the rate when a figure has not become better for a while. As PyTorch's. By hand, call `observe` after each epoch; the step that
 * `rateAt` gets has no say.
 *
 * Throws `ValueError` for options out of range.
 */
export class ReduceLROnPlateau implements Schedule {
  readonly monitor: string | undefined;
  readonly #options: Required<Omit<ReduceLROnPlateauOptions, "monitor">>;
  #state: PlateauState = { best: null, bad: 0, cooling: 0, reductions: 0 };

  constructor({ monitor, ...options }: ReduceLROnPlateauOptions = {}) {
    const all = {
      mode: "min",
      factor: 0.1,
      patience: 10,
      threshold: 1e-4,
      thresholdMode: "relative",
      cooldown: 0,
      minimum: 0,
      epsilon: 1e-8,
      ...options,
    } as const;
    const { mode, factor, thresholdMode } = all;
    checkValue("ReduceLROnPlateau", "mode", mode, mode === "min" || mode === "max", "min or max");
    checkValue("ReduceLROnPlateau", "factor", factor, factor >= 0 && factor < 1, "a number from 0 on and below 1");
    const isThresholdMode = thresholdMode === "relative" || thresholdMode === "absolute";
    checkValue("ReduceLROnPlateau", "thresholdMode", thresholdMode, isThresholdMode, "relative or absolute");
    for (const name of ["patience", "cooldown"] as const) {
      const count = all[name];
      checkValue("ReduceLROnPlateau", name, count, Number.isInteger(count) && count >= 0, "a whole number from 0 on");
    }
    for (const name of ["threshold", "minimum", "epsilon"] as const) checkRate("ReduceLROnPlateau", name, all[name]);
    this.monitor = monitor;
    this.#options = all;
  }

  /** Takes in the figure of an epoch. One that is NaN is not better. */
  observe(figure: number): void {
    const { patience, cooldown } = this.#options;
    let { best, bad, cooling, reductions } = this.#state;
    if (this.#isBetter(figure, best)) {
      best = figure;
      bad = 0;
    } else bad++;
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad > patience) {
      reductions++;
      cooling = cooldown;
      bad = 0;
    }
    this.#state = { best, bad, cooling, reductions };
  }

  rateAt(_step: number, base = 1): number {
    const { factor, minimum, epsilon } = this.#options;
    let rate = base;
    for (let i = 0; i < this.#state.reductions; i++) {
      const next = Math.max(rate * factor, minimum);
      if (rate - next <= epsilon) break;
      rate = next;
    }
    return rate;
  }

  /** Where it stands, for a checkpoint. */
  save(): PlateauState {
    return this.#state;
  }

  /** Goes on where a schedule stood. */
  restore(state: PlateauState): void {
    this.#state = { ...state };
  }

  #isBetter(figure: number, best: number | null): boolean {
    const { mode, threshold, thresholdMode } = this.#options;
    if (best === null) return !Number.isNaN(figure);
    const sign = mode === "min" ? -1 : 1;
    const bound = thresholdMode === "relative" ? best * (1 + sign * threshold) : best + sign * threshold;
    return mode === "min" ? figure < bound : figure > bound;
  }
}
