import type { Figure } from "./figure.ts";
import { rankFigure, type RankFigureOptions } from "./rank-figure.ts";

/**
 * The area under the curve of true over false positives: how likely a sample of class 1 has a larger score than one of class 0,
 * ties counting half. Of more than two classes each is held against all others. As scikit-learn's `roc_auc_score`, with
 * `multi_class="ovr"`. Scores are kept until the end of a pass, and sorted whenever the figure is looked at.
 *
 * Shapes of the figure: `output [...]` or `[..., 1]` scores of class 1 of two, or `[..., V]` probabilities; int32 `labels [...]` → a number.
 * It throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` unless every class
 * occurs, and for scores of V ≥ 2 classes that are no probabilities.
 */
export function rocAuc(options: RankFigureOptions = {}): Figure {
  return rankFigure("rocAuc", area, options, "scores that are numbers, and labels of every class");
}

/** How often a sample with the label `positive` comes after one without, of all such pairs. NaN without such a pair. */
function area(scores: readonly number[], labels: readonly number[], positive: number): number {
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
