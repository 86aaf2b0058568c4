import type { Tensor } from "../tensor/tensor.ts";
import type { Operand } from "./support/binary.ts";
import { BOTH, logic } from "./support/logic.ts";

/**
 * Elementwise 1 where both a and b are not 0, else 0, int32, with NumPy's broadcasting; NaN is not 0.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: none. Throws `ShapeError` if the shapes do not broadcast.
 */
export function logicalAnd(a: Operand, b: Operand): Tensor {
  return logic("logicalAnd", BOTH, a, b);
}
