import { type ClassFigureOptions, type ClassFigures, classFigure } from "./class-figures.ts";
import type { Figure } from "./figure.ts";

/**
 * Of the samples that were taken for a class, the share that belongs to it; by default the mean over the classes. As scikit-learn's
 * `precision_score`, but that `average` is `"macro"` unless given.
 *
 *     await evaluate(model, test, { loss: crossEntropy, metrics: { precision: precision({ average: "weighted" }) } });
 *
 * Shapes of the figure: `output [..., V]` scores, of which the largest counts, or int32 `[...]` classes; int32 `labels [...]` → a number.
 * It throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are none.
 */
export function precision(options: ClassFigureOptions<"none"> & { readonly average: "none" }): ClassFigures;
export function precision(options?: ClassFigureOptions): Figure;
export function precision(
  options: ClassFigureOptions<"macro" | "micro" | "weighted" | "none"> = {},
): Figure | ClassFigures {
  return classFigure("precision", ({ hits, taken }) => [hits, taken], options);
}
