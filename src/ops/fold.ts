import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { col2im, columnsOf, im2col, type UnfoldOptions } from "./support/columns.ts";
import { type Pair, pairOf } from "./support/window.ts";

/**
 * Images of `size` from the columns of `unfold` (col2im): where windows overlap, the sums, in the order of r and s.
 *
 * Shapes: `x [B, C·R·S, P·Q]` → `y [B, C, H, W]`. Gradients: `unfold` of `dy`.
 * Throws `DTypeError` unless x is float32, `ShapeError` unless its sizes fit, `ValueError` for the options.
 */
export function fold(x: Tensor, size: Pair, kernel: Pair, options: UnfoldOptions = {}): Tensor {
  checkDType("fold", "x", x, "float32");
  const { K, N } = checkShape("fold", "x", x, "B K N");
  const columns = columnsOf("fold", pairOf("fold", "size", size, 1), kernel, options);
  const taps = columns.windows[0].size * columns.windows[1].size;
  const [P, Q] = columns.places;
  if (K % taps !== 0 || N !== P * Q) {
    throw new ShapeError(
      `fold: x is ${formatShape(x.shape)}, expected [B, C · ${taps}, ${P * Q}] for ${P} × ${Q} places`,
    );
  }
  return record("fold", col2im(x, columns), [x], (dy) => [im2col(dy, columns)]);
}
