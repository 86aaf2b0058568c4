import { chunks } from "../data/collect.ts";
import type { Dataset } from "../data/index.ts";
import { sizeOf } from "../tensor/shape.ts";
import { scope } from "../tensor/scope.ts";
import { tensor } from "../tensor/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Loss } from "../train/index.ts";
import { accuracy, confusionMatrix, meanAbsoluteError, r2, rootMeanSquaredError } from "../train/metrics/index.ts";
import type { Preprocessor } from "../csv/index.ts";
import type { Task } from "./data/material.ts";

/** How well classes were told. */
export interface ClassFigures {
  readonly loss: number;
  readonly accuracy: number;
  /** `confusion[t][p]` samples of class t were taken for class p. */
  readonly confusion: readonly (readonly number[])[];
}

/** How well numbers were told, in the unit of the target; the loss is that of training, where targets may be scaled. */
export interface NumberFigures {
  readonly loss: number;
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  /** Share of the target's variance that is explained; NaN, in JSON null, for a single sample. */
  readonly r2: number;
}

/** How well a model did, and the numbers behind it. */
export type Outcome =
  | { readonly kind: "classification"; readonly figures: ClassFigures }
  | {
      readonly kind: "regression";
      readonly figures: NumberFigures;
      readonly truth: Float64Array;
      readonly predicted: Float64Array;
    };

/** Holds a model's outputs for all samples of a dataset against their targets. */
export function judge(
  task: Task,
  preprocessor: Preprocessor | null,
  loss: Loss,
  outputs: Tensor,
  data: Dataset,
): Outcome {
  return scope(() => {
    const y = tensor(targetsOf(data), [data.length, ...data.y.shape]);
    const value = loss(outputs, y).item();
    if (task.kind === "classification") {
      const figures = { loss: value, accuracy: accuracy(outputs, y), confusion: confusionMatrix(outputs, y) };
      return { kind: "classification", figures };
    }
    const [truth, predicted] = [y, outputs].map((t) => preprocessor!.inverseTarget(t.data)) as [
      Float64Array,
      Float64Array,
    ];
    const figures = {
      loss: value,
      meanAbsoluteError: meanAbsoluteError(predicted, truth),
      rootMeanSquaredError: rootMeanSquaredError(predicted, truth),
      r2: explained(outputs, y),
    };
    return { kind: "regression", figures, truth, predicted };
  });
}

/** R², which no unit changes; not an error where it is undefined. */
function explained(outputs: Tensor, y: Tensor): number {
  const accumulator = r2.start();
  accumulator.add(outputs, y);
  return accumulator.value();
}

/** The targets of all samples. */
function targetsOf(data: Dataset): Float32Array | Int32Array {
  const size = sizeOf(data.y.shape);
  const targets = data.y.dtype === "int32" ? new Int32Array(data.length * size) : new Float32Array(data.length * size);
  for (const { start, y } of chunks(data)) targets.set(y, start * size);
  return targets;
}
