import { checkDType, checkShape } from "../tensor/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { matmul } from "./matmul.ts";

/**
 * Product of two vectors, `y = Σ aₖ bₖ`.
 *
 * Shapes: `a [K]`, `b [K]` → `[]`. Gradients: `da = dy b`, `db = dy a`.
 * Throws `ShapeError` unless both are vectors of one length, `DTypeError` unless both are float32.
 */
export function dot(a: Tensor, b: Tensor): Tensor {
  const { K } = checkShape("dot", "a", a, "K");
  checkShape("dot", "b", b, "K", { K });
  checkDType("dot", "a", a, "float32");
  checkDType("dot", "b", b, "float32");
  return matmul(a, b);
}
