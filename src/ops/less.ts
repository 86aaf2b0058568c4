import type { Tensor } from "../tensor/tensor.ts";
import { binary, type Operand } from "./support/binary.ts";
import { comparing, LESS } from "./support/compare.ts";

const KERNELS = comparing(LESS);

/**
 * Elementwise `a < b`, 1 or 0, int32, with NumPy's broadcasting; 0 where either is NaN. int32 is compared exactly, mixed as
 * float32.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: none.
 * Throws `ShapeError` if the shapes do not broadcast, `DTypeError` for a fraction with int32.
 */
export function less(a: Operand, b: Operand): Tensor {
  return binary("less", KERNELS, a, b);
}
