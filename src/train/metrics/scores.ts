import { checkValue } from "../../base/check.ts";
import { IndexError, ShapeError, ValueError } from "../../base/errors.ts";
import { checkDType } from "../../tensor/check.ts";
import { formatShape, sameShape, type Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";

/** Options of figures that look at scores. */
export interface ScoreOptions {
  /** Whether outputs are logits, of which softmax is taken, or sigmoid where there is one a sample; default false. */
  readonly logits?: boolean;
}

/** A batch of scores, V a sample: 1 where only class 1 of two has one. */
export interface Scores {
  readonly values: Float64Array;
  readonly V: number;
  readonly labels: Int32Array;
}

/**
 * Scores and labels, as tensors or as numbers, one a sample. Throws `ShapeError`, `DTypeError` or `IndexError` unless there is a label for
 * the scores of each sample.
 */
export function scoresOf(op: string, output: Tensor | ArrayLike<number>, labels: Tensor | ArrayLike<number>): Scores {
  if (output instanceof Tensor) checkDType(op, "output", output, "float32");
  if (labels instanceof Tensor) checkDType(op, "labels", labels, "int32");
  const [scores, wanted] = [numbersIn(output), numbersIn(labels)];
  const isBinary = sameShape(withoutOne(scores.shape), withoutOne(wanted.shape));
  const V = isBinary ? 1 : (scores.shape.at(-1) ?? 0);
  if (!isBinary && (V < 2 || !sameShape(scores.shape.slice(0, -1), wanted.shape))) {
    // Of one axis, or where the last has size 1, there is a score a sample.
    const samples = scores.shape.length > 1 ? scores.shape.slice(0, -1) : scores.shape;
    throw new ShapeError(
      `${op}: labels are ${formatShape(wanted.shape)}, expected ${formatShape(samples)}, one for the scores of each sample`,
    );
  }
  const classes = isBinary ? 2 : V;
  const isClass = (label: number): boolean => Number.isInteger(label) && label >= 0 && label < classes;
  const bad = Array.from(wanted.data).find((label) => !isClass(label));
  if (bad !== undefined) throw new IndexError(`${op}: a label is ${bad}, expected 0 <= label < ${classes}`);
  return { values: Float64Array.from(scores.data), V, labels: Int32Array.from(wanted.data) };
}

function numbersIn(given: Tensor | ArrayLike<number>): { readonly data: ArrayLike<number>; readonly shape: Shape } {
  return given instanceof Tensor ? given : { data: given, shape: [given.length] };
}

/**
 * Probabilities of classes, V a sample as in the scores given: these themselves, or what `logits` make. Throws `ValueError` if there are
 * V ≥ 2, and those of a sample do not sum to 1, within the rounding of float32.
 */
export function probabilitiesOf(op: string, scores: Scores, logits: boolean): Scores {
  const { V } = scores;
  const values = scores.values.slice();
  if (logits) for (let i = 0; i < values.length; i += V) softmax(values.subarray(i, i + V));
  else if (V > 1) {
    for (let i = 0; i < values.length; i += V) {
      const sum = values.subarray(i, i + V).reduce((a, b) => a + b);
      if (Math.abs(sum - 1) > 1e-5) {
        throw new ValueError(
          `${op}: the scores of sample ${i / V} sum to ${sum}, expected probabilities, which sum to 1; for logits give { logits: true }`,
        );
      }
    }
  }
  return { ...scores, values };
}

/** Throws `ValueError` for a number below 0 or above 1. NaN passes. */
export function checkProbabilities(op: string, values: Float64Array): void {
  const bad = values.find((p) => p < 0 || p > 1);
  checkValue(op, "a probability", bad, bad === undefined, "0 to 1; for logits give { logits: true }");
}

function softmax(row: Float64Array): void {
  if (row.length === 1) {
    row[0] = 1 / (1 + Math.exp(-row[0]!));
    return;
  }
  const most = row.reduce((a, b) => Math.max(a, b));
  row.forEach((v, i) => (row[i] = Math.exp(v - most)));
  const sum = row.reduce((a, b) => a + b);
  row.forEach((v, i) => (row[i] = v / sum));
}

function withoutOne(shape: readonly number[]): readonly number[] {
  return shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
}
