import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { binary, type Operand, recordBinary } from "./support/binary.ts";

const KERNELS = { float: launch.div };

/**
 * Elementwise quotient, `y = a / b`, with NumPy's broadcasting; always float32. x / 0 is ±∞, 0 / 0 is NaN.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: `da = dy / b`, `db = −dy · y / b`, summed over repeated axes.
 * Throws `ShapeError` if the shapes do not broadcast.
 */
export function div(a: Operand, b: Operand): Tensor {
  const y = binary("div", KERNELS, a, b);
  return recordBinary(
    "div",
    y,
    a,
    b,
    (dy) => div(dy, b),
    (dy) => neg(mul(dy, div(y, b))),
  );
}
