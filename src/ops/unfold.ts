import { record } from "../autograd/tape.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { col2im, columnsOf, im2col, type UnfoldOptions } from "./support/columns.ts";
import type { Pair } from "./support/window.ts";

export type { UnfoldOptions };

/**
 * The windows over images as columns (im2col): `y[b, (c·R + r)·S + s, p·Q + q] = x[b, c, p·stride + r·dilation − padding, …]`. A product
 * of filters [O, C·R·S] with it is a convolution.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C·R·S, P·Q]`, P and Q as `convOutputSize` has them. Gradients: `fold` of `dy`.
 * Throws `DTypeError` unless x is float32, `ShapeError` for other ranks or if no window fits, `ValueError` for the options.
 */
export function unfold(x: Tensor, kernel: Pair, options: UnfoldOptions = {}): Tensor {
  checkDType("unfold", "x", x, "float32");
  const { H, W } = checkShape("unfold", "x", x, "B C H W");
  const columns = columnsOf("unfold", [H, W], kernel, options);
  return record("unfold", im2col(x, columns), [x], (dy) => [col2im(dy, columns)]);
}
