import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { mul } from "./mul.ts";
import { binary, type Operand, recordBinary } from "./support/binary.ts";

const KERNELS = { float: launch.minimum, int: launch.minimum_int };
const SHARE = { float: launch.larger_share };

/**
 * The smaller of `a` and `b`, elementwise, with NumPy's broadcasting; NaN if either is. Mixed dtypes give float32.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: `dy` goes to the smaller operand, half to each where they are equal,
 * and is summed over repeated axes. Throws `ShapeError` if the shapes do not broadcast, `DTypeError` for a fraction with int32.
 */
export function minimum(a: Operand, b: Operand): Tensor {
  const y = binary("minimum", KERNELS, a, b);
  return recordBinary(
    "minimum",
    y,
    a,
    b,
    (dy) => mul(dy, binary("minimum", SHARE, b, a)),
    (dy) => mul(dy, binary("minimum", SHARE, a, b)),
  );
}
