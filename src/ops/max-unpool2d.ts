import { record } from "../autograd/tape.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { ShapeError } from "../base/errors.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { spread, taken } from "./support/pool.ts";
import { type Pair, pairOf } from "./support/window.ts";

/**
 * Zeros of `size`, with the numbers of `x` where `indices` of `maxPool2dWithIndices` say. A place that comes twice gets the sum.
 * (PyTorch keeps one of them, and does not say which.)
 *
 * Shapes: `x` and `indices [B, C, P, Q]`, `size` H and W → `y [B, C, H, W]`. Gradients: `dx` is `dy` at the indices.
 * Throws `DTypeError` unless x is float32 and indices int32, `ShapeError` if their shapes differ, `ValueError` for sizes that are no
 * whole numbers; and `IndexError` for an index outside of the image, as soon as the result, or anything behind it, is read.
 */
export function maxUnpool2d(x: Tensor, indices: Tensor, size: Pair): Tensor {
  checkDType("maxUnpool2d", "x", x, "float32");
  checkDType("maxUnpool2d", "indices", indices, "int32");
  const { B, C } = checkShape("maxUnpool2d", "x", x, "B C P Q");
  if (!sameShape(x.shape, indices.shape)) {
    const wanted = formatShape(x.shape);
    throw new ShapeError(`maxUnpool2d: indices is ${formatShape(indices.shape)}, expected ${wanted} like x`);
  }
  const shape = [B, C, ...pairOf("maxUnpool2d", "size", size, 1)];
  return record("maxUnpool2d", spread(x, indices, shape), [x, indices], (dy) => [taken(dy, indices), null]);
}
