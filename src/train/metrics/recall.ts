import { type ClassFigureOptions, type ClassFigures, classFigure } from "./class-figures.ts";
import type { Figure } from "./figure.ts";

/**
 * Of the samples of a class, the share that was taken for it; by default the mean over the classes. As scikit-learn's
 * `recall_score`, but that `average` is `"macro"` unless given.
 *
 *     await evaluate(model, test, { loss: crossEntropy, metrics: { recall: recall({ average: "weighted" }) } });
 *
 * Shapes of the figure: `output [..., V]` scores, of which the largest counts, or int32 `[...]` classes; int32 `labels [...]` → a number.
 * It throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are none.
 */
export function recall(options: ClassFigureOptions<"none"> & { readonly average: "none" }): ClassFigures;
export function recall(options?: ClassFigureOptions): Figure;
export function recall(
  options: ClassFigureOptions<"macro" | "micro" | "weighted" | "none"> = {},
): Figure | ClassFigures {
  return classFigure("recall", ({ hits, labels }) => [hits, labels], options);
}
