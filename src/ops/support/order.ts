// What sorting shares: keys, the choice of a kernel, and the way back for gradients.

import { full } from "../../tensor/creation.ts";
import type { Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { Storage } from "../../wasm/storage.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { rowsAlong } from "./rows.ts";

/** Up to so many first ones are found by insertion, faster than by sorting. */
const FEW = 32;
/** The longest row whose pairs, two times 8 bytes a number, fit into a thread's scratch behind the counts. */
const LONGEST_IN_SCRATCH = 65_280;

/** Numbers along an axis in order, and where they stood. */
export interface Ordered {
  readonly values: Tensor;
  readonly indices: Tensor;
}

/** int32 numbers in the order of `x`, or the reverse: `x` itself if it has them. NaN is above ∞. */
export function keysOf(x: Tensor, descending: boolean): Tensor {
  if (x.dtype === "int32" && !descending) return x;
  const keys = new Tensor(x.shape, "int32");
  if (x.dtype === "float32") launch.order_keys(keys.address, x.address, descending ? -1 : 0, x.size);
  else {
    const all = full([], -1, "int32"); // −1 − x turns the order round without overflow
    launch.sub_int(keys.address, all.address, x.address, 1, x.size, 0, 0, 0, 0, 0, 1, x.size);
    all.dispose();
  }
  return keys;
}

/** The first K along `axis` of `x` in order. */
export function ordered(op: string, x: Tensor, axis: number, K: number, descending: boolean): Ordered {
  const rows = rowsAlong(op, x.shape, axis);
  const V = x.shape[axis]!;
  const source = rows.of(x);
  const indices = rows.make(K, "int32");
  const values = rows.make(K, x.dtype);
  if (values.size > 0) {
    const keys = keysOf(source, descending);
    if (K <= FEW) launch.top_rows(indices.address, keys.address, V, K, rows.count);
    else {
      const work = V > LONGEST_IN_SCRATCH ? new Storage(16 * V * rows.count) : null;
      launch.sort_rows(indices.address, work === null ? 0 : work.address, keys.address, V, K, rows.count);
      work?.release();
    }
    launch.take_rows(values.address, source.address, indices.address, V, K, rows.count);
    if (keys !== source) keys.dispose();
  }
  if (source !== x) source.dispose();
  return { values: rows.back(values, K), indices: rows.back(indices, K) };
}

/** Sends `dy` back to where `indices` point along `axis` of x, whose shape is given; 0 elsewhere. */
export function orderedBackward(op: string, dy: Tensor, indices: Tensor, axis: number, shape: Shape): Tensor {
  const [V, K] = [shape[axis]!, dy.shape[axis]!];
  const rows = rowsAlong(op, shape, axis);
  const chosen = rowsAlong(op, dy.shape, axis);
  const [from, at] = [chosen.of(dy), chosen.of(indices)];
  const dx = rows.make(V, "float32");
  launch.take_rows_backward(dx.address, from.address, at.address, V, K, dx.size === 0 ? 0 : rows.count);
  if (from !== dy) from.dispose();
  if (at !== indices) at.dispose();
  return rows.back(dx, V);
}
