import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { neg } from "./neg.ts";
import { binary, type Operand, recordBinary } from "./support/binary.ts";

const KERNELS = { float: launch.sub, int: launch.sub_int };

/**
 * Elementwise difference, `y = a − b`, with NumPy's broadcasting. int32 stays int32 and wraps; mixed gives float32.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: `da = dy`, `db = −dy`, summed over repeated axes.
 * Throws `ShapeError` if the shapes do not broadcast, `DTypeError` for a fraction with int32.
 */
export function sub(a: Operand, b: Operand): Tensor {
  const y = binary("sub", KERNELS, a, b);
  return recordBinary(
    "sub",
    y,
    a,
    b,
    (dy) => dy,
    (dy) => neg(dy),
  );
}
