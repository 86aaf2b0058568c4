import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { mul } from "./mul.ts";
import { binary, type Operand, recordBinary } from "./support/binary.ts";

const KERNELS = { float: launch.maximum, int: launch.maximum_int };
const SHARE = { float: launch.larger_share };

/**
 * The larger of `a` and `b`, elementwise, with NumPy's broadcasting; NaN if either is. Mixed dtypes give float32.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: `dy` goes to the larger operand, half to each where they are equal,
 * and is summed over repeated axes. Throws `ShapeError` if the shapes do not broadcast, `DTypeError` for a fraction with int32.
 */
export function maximum(a: Operand, b: Operand): Tensor {
  const y = binary("maximum", KERNELS, a, b);
  return recordBinary(
    "maximum",
    y,
    a,
    b,
    (dy) => mul(dy, binary("maximum", SHARE, a, b)),
    (dy) => mul(dy, binary("maximum", SHARE, b, a)),
  );
}
