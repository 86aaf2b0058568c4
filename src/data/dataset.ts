import type { Shape } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";

/** What one half of every sample looks like: its input, or its target. */
export interface Field {
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * Samples `[x, y]`: an input, and what is wanted for it. They rest outside of the engine's memory, which they enter batch
 * by batch. Anything with these members is a dataset; `ArrayDataset` holds samples in typed arrays.
 */
export interface Dataset {
  /** Number of samples. */
  readonly length: number;
  readonly x: Field;
  readonly y: Field;
  /** Copies the samples `indices` into `x` and `y`, one behind the other from the beginning, and row by row. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void;
  /** Says that from now on samples are read for this epoch; `fit` counts from 1. For datasets whose samples change. */
  enterEpoch?(epoch: number): void;
}
