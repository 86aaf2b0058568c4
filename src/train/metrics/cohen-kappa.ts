import { countsFigure, total } from "./class-figures.ts";
import type { Figure } from "./figure.ts";

/**
 * How far outputs and labels agree beyond chance: 1 − (share that differs) / (share that would differ if both were drawn apart). As
 * scikit-learn's `cohen_kappa_score`, without weights.
 *
 * Shapes and errors: see `balancedAccuracy`; there is none if all outputs and labels are of one class.
 *
 * Source: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960.
 */
export const cohenKappa: Figure = countsFigure(
  "cohenKappa",
  (classes) => {
    const { hits, labels: n } = total(classes);
    const byChance = classes.reduce((sum, { taken, labels }) => sum + (taken * labels) / n, 0);
    return 1 - (n - hits) / (n - byChance);
  },
  "outputs or labels of two classes",
);
