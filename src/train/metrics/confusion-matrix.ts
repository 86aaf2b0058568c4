import { checkValue } from "../../base/check.ts";
import { IndexError, ShapeError } from "../../base/errors.ts";
import { checkDType } from "../../tensor/check.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { classesOf } from "./classes.ts";

/** A matrix of more could not be looked at, and might not fit into memory. */
const MOST_CLASSES = 4096;

/** Options of `confusionMatrix`. */
export interface ConfusionMatrixOptions {
  /** How many classes there are; default the number of scores, or one more than the largest class that occurs. */
  readonly classes?: number;
}

/**
 * Counts of a classification: `matrix[t][p]` samples of class t were taken for class p. As scikit-learn's.
 *
 * Shapes: `output [N, V]` scores, of which the largest counts, or N classes as int32 tensor or as numbers; N labels likewise →
 * V rows of V counts. Throws `ShapeError` if there are not as many, `IndexError` for a class outside of 0 to V − 1, `DTypeError`
 * for a tensor of labels that is not int32, `ValueError` if nothing says how many classes there are, or if they are over 4096.
 */
export function confusionMatrix(
  output: Tensor | ArrayLike<number>,
  labels: Tensor | ArrayLike<number>,
  { classes }: ConfusionMatrixOptions = {},
): number[][] {
  if (labels instanceof Tensor) checkDType("confusionMatrix", "labels", labels, "int32");
  const predicted = classesIn(output);
  const wanted = classesIn(labels);
  if (predicted.data.length !== wanted.data.length) {
    throw new ShapeError(
      `confusionMatrix: there are ${wanted.data.length} labels, expected ${predicted.data.length} like the outputs`,
    );
  }
  let V = classes ?? predicted.most;
  if (V === Infinity) V = 1 + Math.floor(largest(predicted.data, largest(wanted.data, -1)));
  checkValue(
    "confusionMatrix",
    "classes",
    V,
    Number.isInteger(V) && V >= 1 && V <= MOST_CLASSES,
    `a whole number from 1 to ${MOST_CLASSES}`,
  );
  const matrix = Array.from({ length: V }, () => new Array<number>(V).fill(0));
  const check = (name: string, value: number): number => {
    if (!(Number.isInteger(value) && value >= 0 && value < V)) {
      throw new IndexError(`confusionMatrix: a ${name} is ${value}, expected 0 <= ${name} < ${V}`);
    }
    return value;
  };
  for (let i = 0; i < wanted.data.length; i++) {
    matrix[check("label", wanted.data[i]!)]![check("prediction", predicted.data[i]!)]!++;
  }
  return matrix;
}

function classesIn(given: Tensor | ArrayLike<number>): { data: ArrayLike<number>; most: number } {
  return given instanceof Tensor ? classesOf("confusionMatrix", given) : { data: given, most: Infinity };
}

function largest(values: ArrayLike<number>, start: number): number {
  let most = start;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
}
