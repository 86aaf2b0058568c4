import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Figure, figure } from "./figure.ts";
import { probabilitiesOf, type ScoreOptions, scoresOf } from "./scores.ts";

/** Options of `rocAuc` and `averagePrecision`. */
export interface RankFigureOptions extends ScoreOptions {
  /** What is made of the figures of more than two classes: their mean, `"macro"`, or by number of labels, `"weighted"`; default `"macro"`. */
  readonly average?: "macro" | "weighted";
}

/** A figure of scores that are numbers, of samples of which those with the label `positive` should have the largest. */
type RankFigure = (scores: readonly number[], labels: readonly number[], positive: number) => number;

/**
 * The figure `of` the order of scores: of two classes that of class 1; of more each is held against all others. Scores are kept until the
 * end of a pass. `of` is not finite where it is not defined, unless `needed`.
 */
export function rankFigure(
  op: string,
  of: RankFigure,
  { average = "macro", logits = false }: RankFigureOptions,
  needed: string,
): Figure {
  checkValue(op, "average", average, ["macro", "weighted"].includes(average), '"macro" or "weighted"');
  const start = () => {
    /** Scores of each class that is held against others. */
    let columns: number[][] = [];
    const labels: number[] = [];
    const figureOf = (scores: readonly number[], positive: number): number =>
      scores.some(Number.isNaN) ? Number.NaN : of(scores, labels, positive);
    return {
      add(output: Tensor, y: Tensor): void {
        const scores = scoresOf(op, output, y);
        // Sigmoid keeps the order, but for large logits, which it makes equal.
        const { values, V, labels: wanted } = scores.V === 1 ? scores : probabilitiesOf(op, scores, logits);
        const [first, count] = V > 2 ? [0, V] : [V - 1, 1];
        if (columns.length === 0) columns = Array.from({ length: count }, () => []);
        if (columns.length !== count) {
          throw new ShapeError(`${op}: a sample has ${V} scores, expected as many as before`);
        }
        for (let i = 0; i < wanted.length; i++) {
          for (let c = 0; c < count; c++) columns[c]!.push(values[i * V + first + c]!);
          labels.push(wanted[i]!);
        }
      },
      value(): number {
        if (columns.length === 1) return figureOf(columns[0]!, 1);
        const figures = columns.map(figureOf);
        if (average === "macro") return figures.reduce((sum, a) => sum + a, 0) / figures.length;
        const weights = figures.map((_, c) => labels.reduce((n, label) => n + Number(label === c), 0));
        return figures.reduce((sum, a, c) => sum + a * weights[c]!, 0) / labels.length;
      },
    };
  };
  return figure<Tensor>(op, start, needed);
}
