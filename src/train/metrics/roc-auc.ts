import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Figure, figure } from "./figure.ts";
import { probabilitiesOf, type ScoreOptions, scoresOf } from "./scores.ts";

/** Options of `rocAuc`. */
export interface RocAucOptions extends ScoreOptions {
  /** What is made of the figures of more than two classes: their mean, `"macro"`, or by number of labels, `"weighted"`; default `"macro"`. */
  readonly average?: "macro" | "weighted";
}

/**
 * The area under the curve of true over false positives: how likely a sample of class 1 has a larger score than one of class 0,
 * ties counting half. Of more than two classes each is held against all others. As scikit-learn's `roc_auc_score`, with
 * `multi_class="ovr"`. Scores are kept until the end of a pass, and sorted whenever the figure is looked at.
 *
 * Shapes of the figure: `output [...]` or `[..., 1]` scores of class 1 of two, or `[..., V]` probabilities; int32 `labels [...]` → a number.
 * It throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` unless every class
 * occurs, and for scores of V ≥ 2 classes that are no probabilities.
 */
export function rocAuc({ average = "macro", logits = false }: RocAucOptions = {}): Figure {
  checkValue("rocAuc", "average", average, ["macro", "weighted"].includes(average), '"macro" or "weighted"');
  const start = () => {
    /** Scores of each class that is held against others. */
    let columns: number[][] = [];
    const labels: number[] = [];
    return {
      add(output: Tensor, y: Tensor): void {
        const scores = scoresOf("rocAuc", output, y);
        // Sigmoid keeps the order, but for large logits, which it makes equal.
        const { values, V, labels: wanted } = scores.V === 1 ? scores : probabilitiesOf("rocAuc", scores, logits);
        const [first, count] = V > 2 ? [0, V] : [V - 1, 1];
        if (columns.length === 0) columns = Array.from({ length: count }, () => []);
        if (columns.length !== count) {
          throw new ShapeError(`rocAuc: a sample has ${V} scores, expected as many as before`);
        }
        for (let i = 0; i < wanted.length; i++) {
          for (let c = 0; c < count; c++) columns[c]!.push(values[i * V + first + c]!);
          labels.push(wanted[i]!);
        }
      },
      value(): number {
        if (columns.length === 1) return area(columns[0]!, labels, 1);
        const areas = columns.map((scores, c) => area(scores, labels, c));
        if (average === "macro") return areas.reduce((sum, a) => sum + a, 0) / areas.length;
        const weights = areas.map((_, c) => labels.reduce((n, label) => n + Number(label === c), 0));
        return areas.reduce((sum, a, c) => sum + a * weights[c]!, 0) / labels.length;
      },
    };
  };
  return figure<Tensor>("rocAuc", start, "scores that are numbers, and labels of every class");
}

/** How often a sample with the label `positive` comes after one without, of all such pairs. NaN without such a pair. */
function area(scores: readonly number[], labels: readonly number[], positive: number): number {
  if (scores.some(Number.isNaN)) return Number.NaN;
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let [positives, negatives, pairs] = [0, 0, 0];
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]!]!;
    let [p, n] = [0, 0];
    for (; i < order.length && scores[order[i]!] === score; i++) {
      if (labels[order[i]!] === positive) p++;
      else n++;
    }
    pairs += p * (negatives + n / 2);
    positives += p;
    negatives += n;
  }
  return pairs / (positives * negatives);
}
