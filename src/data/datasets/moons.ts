import type { ArrayDataset } from "../array-dataset.ts";
import { type NoisyOptions, partOf, pointsOf } from "./synthetic.ts";

/**
 * Two half circles of radius 1 that reach into each other: classes that no straight line parts. As scikit-learn's `make_moons`.
 *
 * Shapes: x float32 `[2]`, y int32 `[]`: 0 for the upper moon, 1 for the lower one. Throws `ValueError` for options out of range.
 */
export function moons(options: NoisyOptions = {}): ArrayDataset {
  return pointsOf("moons", options, (i, samples) => {
    const { part: label, place, count } = partOf(i, samples, 2);
    const angle = (Math.PI * place) / Math.max(count - 1, 1);
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return { at: label === 0 ? [x, y] : [1 - x, 0.5 - y], label };
  });
}
