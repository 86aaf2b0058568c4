import { countsFigure } from "./class-figures.ts";
import type { Figure } from "./figure.ts";

/**
 * The mean over the classes of the share of their labels that the outputs name: 0.5 for a coin, also where nine of ten labels are the same.
 * Classes without labels do not count. As scikit-learn's `balanced_accuracy_score`.
 *
 * Shapes: `output [..., V]` scores, of which the largest counts, or int32 `[...]` classes; int32 `labels [...]` → a number.
 * Throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are none.
 */
export const balancedAccuracy: Figure = countsFigure(
  "balancedAccuracy",
  (classes) => {
    const present = classes.filter(({ labels }) => labels > 0);
    return present.reduce((sum, { hits, labels }) => sum + hits / labels, 0) / present.length;
  },
  "at least one label",
);
