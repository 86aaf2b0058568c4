import { checkValue } from "../base/check.ts";
import { IndexError, ValueError } from "../base/errors.ts";
import { labelsOf } from "./collect.ts";
import type { Dataset } from "./dataset.ts";

/** A label above this would take an array that is no list of classes. */
const MOST_CLASSES = 2 ** 20;

/** Options of `classWeights`. */
export interface ClassWeightsOptions {
  /** How many classes there are; default one more than the largest label. */
  readonly classes?: number;
}

/**
 * Weights that let every class count alike, however many samples it has: n / (k · count) for n samples of k classes that occur. A
 * class that does not occur has weight 0. As scikit-learn's `"balanced"`; the mean over the samples is 1.
 *
 * Throws `ValueError` if there are no labels, or targets are not single int32 numbers, `IndexError` for a label that is no class.
 */
export function classWeights(labels: Dataset | ArrayLike<number>, { classes }: ClassWeightsOptions = {}): number[] {
  const all = "read" in labels ? labelsOf("classWeights", labels) : labels;
  if (all.length === 0) throw new ValueError("classWeights: there are 0 labels, expected at least one");
  const isValid = classes === undefined || (Number.isInteger(classes) && classes >= 1 && classes <= MOST_CLASSES);
  checkValue("classWeights", "classes", classes, isValid, `a whole number from 1 to ${MOST_CLASSES}`);
  const most = classes ?? MOST_CLASSES;
  const counts = new Array<number>(classes ?? 0).fill(0);
  for (let i = 0; i < all.length; i++) {
    const label = all[i]!;
    if (!(Number.isInteger(label) && label >= 0 && label < most)) {
      throw new IndexError(`classWeights: a label is ${label}, expected 0 <= label < ${most}`);
    }
    while (counts.length <= label) counts.push(0);
    counts[label]!++;
  }
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : all.length / (present * count)));
}
