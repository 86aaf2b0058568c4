import type { Figure } from "./figure.ts";
import { rankFigure, type RankFigureOptions } from "./rank-figure.ts";
import { ranking } from "./ranking.ts";

/**
 * The precision at each threshold of the score, averaged over the recall that it adds: 1 if every sample of class 1 has a larger score
 * than all others. Of more than two classes each is held against all others. As scikit-learn's `average_precision_score`; but a class without
 * labels has none. Scores are kept until the end of a pass, and sorted whenever the figure is looked at.
 *
 * Shapes and errors of the figure: see `rocAuc`.
 */
export function averagePrecision(options: RankFigureOptions = {}): Figure {
  return rankFigure("averagePrecision", area, options, "scores that are numbers, and labels of every class");
}

/** Σ (recall − recall before) · precision. NaN without a label that is `positive`. */
function area(scores: readonly number[], labels: readonly number[], positive: number): number {
  const { hits, falseAlarms } = ranking(scores, (sample) => labels[sample] === positive);
  const sum = hits.reduce((sum, n, i) => sum + ((n - (hits[i - 1] ?? 0)) * n) / (n + falseAlarms[i]!), 0);
  return sum / (hits.at(-1) ?? 0);
}
