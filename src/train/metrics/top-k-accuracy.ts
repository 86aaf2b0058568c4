import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Figure, figure } from "./figure.ts";
import { scoresOf } from "./scores.ts";

/**
 * The share of labels that are among the k classes with the largest scores; of equal scores the later class comes first. As
 * scikit-learn's `top_k_accuracy_score`. Throws `ValueError` unless k is a whole number from 1 on.
 *
 * Shapes of the figure: `output [..., V]` scores, int32 `labels [...]` → a number. It throws `ShapeError` or `DTypeError` if they do not fit,
 * `IndexError` for a label that is no class, `ValueError` if there are none, or a score is NaN.
 */
export function topKAccuracy(k: number): Figure {
  checkValue("topKAccuracy", "k", k, Number.isInteger(k) && k >= 1, "a whole number from 1 on");
  const start = () => {
    let [hits, n] = [0, 0];
    return {
      add(output: Tensor, labels: Tensor): void {
        const { values, V, labels: wanted } = scoresOf("topKAccuracy", output, labels);
        if (V < 2) {
          throw new ShapeError(
            `topKAccuracy: output is ${formatShape(output.shape)}, expected [..., V] scores of V classes`,
          );
        }
        for (let i = 0; i < wanted.length; i++) {
          const row = values.subarray(i * V, i * V + V);
          const label = wanted[i]!;
          const score = row[label]!;
          let before = 0;
          for (let v = 0; v < V; v++) if (row[v]! > score || (row[v] === score && v > label)) before++;
          hits += row.some(Number.isNaN) ? Number.NaN : Number(before < k);
          n++;
        }
      },
      value: () => hits / n,
    };
  };
  return figure<Tensor>("topKAccuracy", start, "scores that are numbers, and at least one label");
}
