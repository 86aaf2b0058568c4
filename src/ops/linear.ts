import { record } from "../autograd/tape.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { Tensor } from "../tensor/tensor.ts";
import { multiply, rows, transposed } from "./support/matrix.ts";
import { sum } from "./sum.ts";

/**
 * Affine map of the last axis: `y = x·Wᵀ + b`; without `b`, `y = x·Wᵀ`.
 *
 * Shapes: `x [..., D]`, `w [U, D]`, `b [U]` → `y [..., U]`; leading axes are rows.
 * Gradients: `dx = dy·W`, `dw = dyᵀ·x`, `db = Σ dy` over rows.
 * Throws `ShapeError` if the sizes do not fit, `DTypeError` unless all are float32.
 */
export function linear(x: Tensor, w: Tensor, b: Tensor | null = null): Tensor {
  const { U, D } = checkShape("linear", "w", w, "U D");
  checkShape("linear", "x", x, "... D", { D });
  if (b !== null) checkShape("linear", "b", b, "U", { U });
  checkDType("linear", "x", x, "float32");
  checkDType("linear", "w", w, "float32");
  const y = multiply(new Tensor([...x.shape.slice(0, -1), U]), rows(x), transposed(rows(w)), b);
  return record("linear", y, b === null ? [x, w] : [x, w, b], (dy, [needsX, needsW, needsB]) => [
    needsX ? multiply(new Tensor(x.shape), rows(dy), rows(w)) : null,
    needsW ? multiply(new Tensor(w.shape), transposed(rows(dy)), rows(x)) : null,
    needsB ? sum(dy, dy.shape.map((_, axis) => axis).slice(0, -1)) : null,
  ]);
}
