import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { zeros } from "../tensor/creation.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";

/** Options of `embedding`. */
export interface EmbeddingOptions {
  /** A row that learns nothing, as its index stands for padding; negative ones count from the end. Default null: none. */
  readonly paddingIndex?: number | null;
}

/**
 * The rows of `weight` that int32 `indices` name, a vector for each of V words: `gather` with a row for padding, whose gradient is 0.
 *
 * Shapes: `indices [...]`, `weight [V, D]` → `y [..., D]`.
 * Gradients: each row of `dw` sums the `dy` of its uses, in order; that of `paddingIndex` is 0.
 * Throws `DTypeError` unless `indices` are int32, `ShapeError` unless `weight` has two axes, `ValueError` for a `paddingIndex` outside
 * of [−V, V); and `IndexError`, as `gather` does, for an index outside of [0, V), as soon as the result, or anything behind it, is read.
 */
export function embedding(indices: Tensor, weight: Tensor, { paddingIndex = null }: EmbeddingOptions = {}): Tensor {
  checkDType("embedding", "indices", indices, "int32");
  const { V, D } = checkShape("embedding", "weight", weight, "V D");
  const padding = paddingIndex === null ? null : checkPaddingIndex("embedding", paddingIndex, V);
  const y = new Tensor([...indices.shape, D], weight.dtype);
  launch.gather(y.address, weight.address, indices.address, V, indices.size, D, indices.size);
  return record("embedding", y, [indices, weight], (dy) => {
    const dw = zeros(weight.shape);
    launch.scatter_add(dw.address, dy.address, indices.address, V, indices.size, D, 1, 0, D);
    if (padding !== null) launch.fill(dw.address + 4 * padding * D, 0, D);
    return [null, dw];
  });
}

/** The index of the row for padding, counted from the front. Throws `ValueError` unless it is in [−V, V). */
export function checkPaddingIndex(op: string, paddingIndex: number, V: number): number {
  const isRow = Number.isInteger(paddingIndex) && paddingIndex >= -V && paddingIndex < V;
  checkValue(op, "paddingIndex", paddingIndex, isRow, `a whole number from ${-V} to ${V - 1}, or null`);
  return paddingIndex < 0 ? paddingIndex + V : paddingIndex;
}
