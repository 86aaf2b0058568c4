import { type ClassFigureOptions, type ClassFigures, classFigure } from "./class-figures.ts";
import type { Figure } from "./figure.ts";

/**
 * The harmonic mean of precision and recall of a class, 2 · hits / (taken + labels); by default the mean over the classes. As
 * scikit-learn's `f1_score`, but that `average` is `"macro"` unless given.
 *
 *     await evaluate(model, test, { loss: crossEntropy, metrics: { f1: f1({ average: "weighted" }) } });
 *
 * Shapes of the figure: `output [..., V]` scores, of which the largest counts, or int32 `[...]` classes; int32 `labels [...]` → a number.
 * It throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are none.
 */
export function f1(options: ClassFigureOptions<"none"> & { readonly average: "none" }): ClassFigures;
export function f1(options?: ClassFigureOptions): Figure;
export function f1(options: ClassFigureOptions<"macro" | "micro" | "weighted" | "none"> = {}): Figure | ClassFigures {
  return classFigure("f1", ({ hits, taken, labels }) => [2 * hits, taken + labels], options);
}
