import { ShapeError, ValueError } from "../../base/errors.ts";

/** Means of the figures of the classes. */
export interface MeanFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Figures of each class, and of all. */
export interface ClassificationReport {
  /** Share of the samples that were taken for a class which belong to it. */
  readonly precision: readonly number[];
  /** Share of the samples of a class that were taken for it. */
  readonly recall: readonly number[];
  /** Harmonic mean of both. */
  readonly f1: readonly number[];
  /** Samples of a class. */
  readonly support: readonly number[];
  /** Share of all samples that were taken for their class. */
  readonly accuracy: number;
  /** Means over the classes. */
  readonly macro: MeanFigures;
  /** Means over the classes by their samples. */
  readonly weighted: MeanFigures;
}

/**
 * Precision, recall and F1 of each class in a confusion matrix, their means, and accuracy. A share of nothing is 0, as scikit-learn has it.
 * `classificationReportText` writes it down.
 *
 * Throws `ShapeError` unless the matrix is square, `ValueError` if it is empty.
 */
export function classificationReport(matrix: readonly ArrayLike<number>[]): ClassificationReport {
  const V = matrix.length;
  if (V === 0) throw new ValueError("classificationReport: matrix has 0 rows, expected at least one");
  const bad = matrix.find((row) => row.length !== V);
  if (bad !== undefined) {
    throw new ShapeError(`classificationReport: matrix has a row of ${bad.length}, expected ${V}, one a class`);
  }
  const support = matrix.map((row) => sum(row));
  const hits = matrix.map((row, t) => row[t]!);
  const taken = matrix.map((_, p) => sum(matrix.map((row) => row[p]!)));
  const figures = {
    precision: hits.map((h, i) => share(h, taken[i]!)),
    recall: hits.map((h, i) => share(h, support[i]!)),
    f1: hits.map((h, i) => share(2 * h, taken[i]! + support[i]!)),
  };
  const means = (weights: readonly number[]): MeanFigures => {
    const mean = (values: readonly number[]): number => share(sum(values.map((v, i) => v * weights[i]!)), sum(weights));
    return { precision: mean(figures.precision), recall: mean(figures.recall), f1: mean(figures.f1) };
  };
  return {
    ...figures,
    support,
    accuracy: share(sum(hits), sum(support)),
    macro: means(support.map(() => 1)),
    weighted: means(support),
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
