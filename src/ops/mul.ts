import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { binary, type Operand, recordBinary } from "./support/binary.ts";

const KERNELS = { float: launch.mul, int: launch.mul_int };

/**
 * Elementwise product, `y = a · b`, with NumPy's broadcasting. int32 stays int32 and wraps; mixed gives float32.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: `da = dy · b`, `db = dy · a`, summed over repeated axes.
 * Throws `ShapeError` if the shapes do not broadcast, `DTypeError` for a fraction with int32.
 */
export function mul(a: Operand, b: Operand): Tensor {
  const y = binary("mul", KERNELS, a, b);
  return recordBinary(
    "mul",
    y,
    a,
    b,
    (dy) => mul(dy, b),
    (dy) => mul(dy, a),
  );
}
