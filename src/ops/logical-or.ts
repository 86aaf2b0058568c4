import type { Tensor } from "../tensor/tensor.ts";
import type { Operand } from "./support/binary.ts";
import { BOTH, logic, ONE } from "./support/logic.ts";

/**
 * Elementwise 1 where a or b is not 0, or both, else 0, int32, with NumPy's broadcasting; NaN is not 0.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: none. Throws `ShapeError` if the shapes do not broadcast.
 */
export function logicalOr(a: Operand, b: Operand): Tensor {
  return logic("logicalOr", BOTH + ONE, a, b);
}
