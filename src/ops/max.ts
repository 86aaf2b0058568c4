import { record } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkNotEmpty, fromMiddle, reduce, toMiddle } from "./support/reduce.ts";

const KERNELS = {
  float32: { rows: launch.max_rows, columns: launch.max_columns },
  int32: { rows: launch.max_rows_int, columns: launch.max_columns_int },
};

/**
 * The largest over `axes`, all by default; `keepDims` leaves size 1 in their place. NaN if any is; int32 stays int32.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dy` goes to the largest, in equal shares if there are several, 0 elsewhere.
 * Throws `ShapeError` for an axis x lacks, or if the axes hold nothing.
 */
export function max(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  const middle = toMiddle("max", x, axes, keepDims);
  checkNotEmpty("max", x, middle.R);
  const y = reduce(KERNELS[x.dtype], middle);
  return record("max", y, [x], (dy) => {
    const again = toMiddle("max", x, axes, keepDims);
    const { R, N } = again;
    const dx = new Tensor(again.x.shape);
    launch.max_backward(dx.address, dy.address, again.x.address, y.address, R, N, y.size);
    return [fromMiddle("max", again, dx)];
  });
}
