import { checkValue } from "../../base/check.ts";
import type { ArrayDataset } from "../array-dataset.ts";
import { type NoisyOptions, partOf, pointsOf } from "./synthetic.ts";

/** Options of `circles`. */
export interface CirclesOptions extends NoisyOptions {
  /** Radius of the inner circle, from 0 to below 1; default 0.8. */
  readonly factor?: number;
}

/**
 * A circle of radius 1, and another within: classes that no straight line parts. As scikit-learn's `make_circles`.
 *
 * Shapes: x float32 `[2]`, y int32 `[]`: 0 for the outer circle, 1 for the inner one. Throws `ValueError` for options out of range.
 */
export function circles({ factor = 0.8, ...options }: CirclesOptions = {}): ArrayDataset {
  checkValue("circles", "factor", factor, factor >= 0 && factor < 1, "a number from 0 to below 1");
  return pointsOf("circles", options, (i, samples) => {
    const { part: label, place, count } = partOf(i, samples, 2);
    const angle = (2 * Math.PI * place) / count;
    const radius = label === 0 ? 1 : factor;
    return { at: [radius * Math.cos(angle), radius * Math.sin(angle)], label };
  });
}
