import { ShapeError } from "../base/errors.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "./add.ts";
import { linear } from "./linear.ts";
import { matmul } from "./matmul.ts";
import { reshape } from "./reshape.ts";
import { composed } from "./support/composed.ts";

/**
 * A form of two operands for each unit, `y[u] = x₁ᵀ·W[u]·x₂ + b[u]` along the last axes; without `b`, nothing is added.
 *
 * Shapes: `x1 [..., D]`, `x2 [..., E]` with the same leading axes, `w [U, D, E]`, `b [U]` → `y [..., U]`.
 * Gradients: of all four, as of the products and the sum that it is made of.
 * Throws `ShapeError` if the sizes do not fit, `DTypeError` unless all are float32.
 */
export function bilinear(x1: Tensor, x2: Tensor, w: Tensor, b: Tensor | null = null): Tensor {
  const { U, D, E } = checkShape("bilinear", "w", w, "U D E");
  checkShape("bilinear", "x1", x1, "... D", { D });
  checkShape("bilinear", "x2", x2, "... E", { E });
  const lead = x1.shape.slice(0, -1);
  if (!sameShape(lead, x2.shape.slice(0, -1))) {
    const wanted = formatShape([...lead, E]);
    throw new ShapeError(`bilinear: x2 is ${formatShape(x2.shape)}, expected ${wanted} like x1's leading axes`);
  }
  if (b !== null) checkShape("bilinear", "b", b, "U", { U });
  const operands = Object.entries({ x1, x2, w, ...(b === null ? {} : { b }) });
  for (const [name, t] of operands) checkDType("bilinear", name, t, "float32");
  const inputs = operands.map(([, t]) => t);
  return composed(inputs, () => {
    // One large product with all units' matrices, then a small one a row.
    const rows = reshape(linear(x2, reshape(w, [U * D, E])), [...lead, U, D]);
    const y = reshape(matmul(rows, reshape(x1, [...lead, D, 1])), [...lead, U]);
    return b === null ? y : add(y, b);
  });
}
