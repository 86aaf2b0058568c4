import { checkValue } from "../../base/check.ts";
import type { ArrayDataset } from "../array-dataset.ts";
import { checkWholeFrom1, type NoisyOptions, partOf, pointsOf } from "./synthetic.ts";

/** Options of `spirals`. */
export interface SpiralsOptions extends NoisyOptions {
  /** How many arms, a class each; default 2. */
  readonly arms?: number;
  /** How often each arm goes around the origin; default 1. */
  readonly turns?: number;
}

/**
 * Arms that wind from the origin out to radius 1, each a class: with every turn harder to tell apart.
 *
 * Shapes: x float32 `[2]`, y int32 `[]`, the arm. Throws `ValueError` for options out of range.
 */
export function spirals({ arms = 2, turns = 1, ...options }: SpiralsOptions = {}): ArrayDataset {
  checkWholeFrom1("spirals", "arms", arms);
  checkValue("spirals", "turns", turns, turns > 0 && Number.isFinite(turns), "a finite number above 0");
  return pointsOf("spirals", options, (i, samples) => {
    const { part: label, place, count } = partOf(i, samples, arms);
    const radius = (place + 1) / count;
    const angle = 2 * Math.PI * (radius * turns + label / arms);
    return { at: [radius * Math.cos(angle), radius * Math.sin(angle)], label };
  });
}
