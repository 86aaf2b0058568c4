import { checkValue } from "../../base/check.ts";
import { ValueError } from "../../base/errors.ts";
import type { Values } from "./columns.ts";
import { probabilitiesOf, type ScoreOptions, scoresOf } from "./scores.ts";

/** Options of `rocCurve`, `precisionRecallCurve` and `calibrationCurve`. */
export interface OneClassOptions extends ScoreOptions {
  /** The class that is held against all others; default 1 of two, and needed of more. */
  readonly positive?: number;
}

/** Scores of one class, and which samples belong to it. */
export interface OneClass {
  readonly scores: Float64Array;
  readonly isPositive: readonly boolean[];
}

/**
 * The scores of one class. A single score a sample is one of class 1, and is taken as it is, unless `asProbabilities`. Throws `ValueError`
 * unless the class is one, scores are numbers, and of several a sample probabilities.
 */
export function oneClass(
  op: string,
  output: Values,
  labels: Values,
  { positive, logits = false }: OneClassOptions,
  asProbabilities = false,
): OneClass {
  const scores = scoresOf(op, output, labels);
  const { V } = scores;
  const { values, labels: wanted } = V > 1 || asProbabilities ? probabilitiesOf(op, scores, logits) : scores;
  const chosen = positive ?? (V <= 2 ? 1 : Number.NaN);
  const isClass = V === 1 ? chosen === 1 : Number.isInteger(chosen) && chosen >= 0 && chosen < V;
  const classes = V === 1 ? "1, the class of the scores" : `a class from 0 to ${V - 1}; give { positive }`;
  checkValue(op, "positive", positive, isClass, classes);
  const own = V === 1 ? values : values.filter((_, i) => i % V === chosen);
  const bad = own.findIndex(Number.isNaN);
  if (bad >= 0) throw new ValueError(`${op}: the score of sample ${bad} is NaN, expected a number`);
  return { scores: own, isPositive: Array.from(wanted, (label) => label === chosen) };
}

/** What is taken for positive at each threshold, from the highest score to the lowest; equal scores share one. */
export interface Ranking {
  readonly thresholds: readonly number[];
  /** Positive samples with a score from the threshold on, and others. */
  readonly hits: readonly number[];
  readonly falseAlarms: readonly number[];
}

/** Ranks samples by their scores, which are numbers. */
export function ranking(scores: ArrayLike<number>, isPositive: (sample: number) => boolean): Ranking {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const [thresholds, hits, falseAlarms]: [number[], number[], number[]] = [[], [], []];
  order.forEach((sample, i) => {
    const score = scores[sample]!;
    const place = i > 0 && score === thresholds.at(-1) ? thresholds.length - 1 : thresholds.length;
    const before = [hits.at(-1) ?? 0, falseAlarms.at(-1) ?? 0] as const;
    thresholds[place] = score;
    hits[place] = before[0] + Number(isPositive(sample));
    falseAlarms[place] = before[1] + Number(!isPositive(sample));
  });
  return { thresholds, hits, falseAlarms };
}
