import { record } from "../autograd/tape.ts";
import { zeros } from "../tensor/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { reshape } from "./reshape.ts";
import { broadcastTo } from "./support/broadcast.ts";
import { reduce, toMiddle } from "./support/reduce.ts";

const KERNELS = {
  float32: { rows: launch.sum_rows, columns: launch.sum_columns },
  int32: { rows: launch.sum_rows_int, columns: launch.sum_columns_int },
};

/**
 * Sum over `axes`, all by default; `keepDims` leaves size 1 in their place. int32 stays int32 and wraps; nothing sums to 0.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy`, repeated along `axes`. Throws `ShapeError` for an axis x lacks.
 */
export function sum(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  const middle = toMiddle("sum", x, axes);
  const shape = keepDims ? middle.kept : middle.shape;
  const y = middle.R === 0 || x.size === 0 ? zeros(middle.shape, x.dtype) : reduce(KERNELS[x.dtype], middle, x.dtype);
  const result = keepDims ? reshapeAway(y, shape) : y;
  return record("sum", result, [x], (dy) => [broadcastTo("sum", reshape(dy, middle.kept), x.shape)]);
}

/** `y` as `shape`, its own handle gone. */
function reshapeAway(y: Tensor, shape: readonly number[]): Tensor {
  const view = y.view(shape);
  y.dispose();
  return view;
}
