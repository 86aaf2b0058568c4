import type { Tensor } from "../tensor/tensor.ts";
import type { Operand } from "./support/binary.ts";
import { logic, ONE } from "./support/logic.ts";

/**
 * Elementwise 1 where one of a and b is not 0 and the other is, else 0, int32, with NumPy's broadcasting; NaN is not 0.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: none. Throws `ShapeError` if the shapes do not broadcast.
 */
export function logicalXor(a: Operand, b: Operand): Tensor {
  return logic("logicalXor", ONE, a, b);
}
