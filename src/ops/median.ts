import { record } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { keysOf } from "./support/order.ts";
import { checkNotEmpty, fromMiddle, type Middle, toMiddle } from "./support/reduce.ts";

/**
 * The lower median along `axis`, or of all numbers: number ⌊(n − 1) / 2⌋ of n in ascending order, so always one of them. NaN if
 * any is. `keepDims` leaves size 1 in the place of the axis. int32 stays int32.
 *
 * Shapes: `x` → x without `axis`. Gradients: `dy` goes to the first number that is the median, 0 elsewhere.
 * Throws `ShapeError` for an axis x lacks, or if it holds nothing.
 */
export function median(x: Tensor, axis?: number, keepDims = false): Tensor {
  const middle = toMiddle("median", x, axis, keepDims, true);
  checkNotEmpty("median", x, middle.R);
  const y = new Tensor(middle.shape, x.dtype);
  const indices = medians(middle);
  launch.take_rows(y.address, middle.x.address, indices.address, middle.R, 1, y.size);
  indices.dispose();
  if (middle.x !== x) middle.x.dispose();
  return record("median", y, [x], (dy) => {
    const again = toMiddle("median", x, axis, keepDims, true);
    const at = medians(again);
    const dx = new Tensor(again.x.shape);
    launch.take_rows_backward(dx.address, dy.address, at.address, again.R, 1, dy.size);
    at.dispose();
    return [fromMiddle("median", again, dx)];
  });
}

/** Where the median of each row stands. */
function medians({ x, R, L }: Middle): Tensor {
  const keys = keysOf(x, false);
  const indices = new Tensor([L], "int32");
  launch.median_rows(indices.address, keys.address, R, x.dtype === "float32" ? 1 : 0, L);
  if (keys !== x) keys.dispose();
  return indices;
}
