import { checkDType, checkShape } from "../tensor/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { matmul } from "./matmul.ts";
import { reshape } from "./reshape.ts";
import { composed } from "./support/composed.ts";

/**
 * All products of two vectors' elements, `y[m, n] = aₘ bₙ`.
 *
 * Shapes: `a [M]`, `b [N]` → `[M, N]`. Gradients: `da = dy·b`, `db = dyᵀ·a`.
 * Throws `ShapeError` unless both are vectors, `DTypeError` unless both are float32.
 */
export function outer(a: Tensor, b: Tensor): Tensor {
  const { M } = checkShape("outer", "a", a, "M");
  const { N } = checkShape("outer", "b", b, "N");
  checkDType("outer", "a", a, "float32");
  checkDType("outer", "b", b, "float32");
  return composed([a, b], () => matmul(reshape(a, [M, 1]), reshape(b, [1, N])));
}
