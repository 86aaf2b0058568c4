import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { notEqual } from "./not-equal.ts";
import { binary, type Operand } from "./support/binary.ts";
import { composed } from "./support/composed.ts";

const KERNELS = { float: launch.mul, int: launch.mul_int };

/**
 * Elementwise 1 where both a and b are not 0, else 0, int32, with NumPy's broadcasting; NaN is not 0.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: none. Throws `ShapeError` if the shapes do not broadcast.
 */
export function logicalAnd(a: Operand, b: Operand): Tensor {
  return composed(() => binary("logicalAnd", KERNELS, notEqual(a, 0), notEqual(b, 0)));
}
