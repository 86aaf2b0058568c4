import { countsFigure, total } from "./class-figures.ts";
import type { Figure } from "./figure.ts";

/**
 * The correlation of outputs and labels: 1 if all agree, 0 if they have nothing to do with each other, or are all the same. As
 * scikit-learn's `matthews_corrcoef`. Shapes and errors: see `balancedAccuracy`.
 *
 * Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient", Computational Biology and Chemistry 28, 2004.
 */
export const matthewsCorrelation: Figure = countsFigure(
  "matthewsCorrelation",
  (classes) => {
    const { hits, labels: n } = total(classes);
    if (n === 0) return Number.NaN;
    const sum = (of: (counts: (typeof classes)[number]) => number): number => classes.reduce((s, c) => s + of(c), 0);
    const together = hits * n - sum(({ taken, labels }) => taken * labels);
    const spread = Math.sqrt((n * n - sum(({ taken }) => taken ** 2)) * (n * n - sum(({ labels }) => labels ** 2)));
    return spread === 0 ? 0 : together / spread;
  },
  "at least one label",
);
