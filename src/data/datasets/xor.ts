import type { ArrayDataset } from "../array-dataset.ts";
import { type NoisyOptions, pointsOf } from "./synthetic.ts";

/**
 * The corners of the unit square, of which opposite ones are of one class: what a network without a hidden layer cannot learn.
 * There are 4 samples by default; more repeat them.
 *
 * Shapes: x float32 `[2]`, y int32 `[]`: whether just one of both is 1. Throws `ValueError` for options out of range.
 */
export function xor({ samples = 4, ...options }: NoisyOptions = {}): ArrayDataset {
  return pointsOf("xor", { samples, ...options }, (i) => {
    const [a, b] = [(i >> 1) & 1, i & 1];
    return { at: [a, b], label: a ^ b };
  });
}
