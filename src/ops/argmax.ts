import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkNotEmpty, toMiddle } from "./support/reduce.ts";

const KERNELS = { float32: launch.argmax, int32: launch.argmax_int };

/**
 * Index of the largest along `axis`, int32; without an axis, its index in x read row by row. Of equals the first counts,
 * NaN counts as largest. `keepDims` leaves size 1 in the place of the axis.
 *
 * Shapes: `x` → x without `axis`. Gradients: none. Throws `ShapeError` for an axis x lacks, or if it holds nothing.
 */
export function argmax(x: Tensor, axis?: number, keepDims = false): Tensor {
  const { L, R, N, shape } = toMiddle("argmax", x, axis, keepDims);
  checkNotEmpty("argmax", x, R);
  const y = new Tensor(shape, "int32");
  KERNELS[x.dtype](y.address, x.address, R, N, L * N);
  return y;
}
