import { ShapeError } from "../base/errors.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "./add.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { equal } from "./equal.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { sub } from "./sub.ts";
import { takeAlongAxis } from "./take-along-axis.ts";
import { where } from "./where.ts";
import { composed } from "./support/composed.ts";
import { unrecorded } from "./support/unrecorded.ts";

/**
 * The last step of each sequence: `y[b] = x[b, T − 1]`, or with int32 `lengths` `y[b] = x[b, lengths[b] − 1]`, and zeros for a length
 * of 0. What stands behind the last step, NaN included, changes no bit of y or the gradient.
 *
 * Shapes: `x [B, T, ...]`, `lengths [B]` → `y [B, ...]`. Gradients: `dx = dy` at the last step, 0 elsewhere.
 * Throws `ShapeError` for fewer axes than two, without a step, or unless there is a length for each sequence; `DTypeError` unless these
 * are int32; and `IndexError`, as `takeAlongAxis` does for `length − 1`, for a length outside of [0, T], as soon as the result, or
 * anything behind it, is read.
 */
export function lastStep(x: Tensor, lengths: Tensor | null = null): Tensor {
  const [B, T, ...rest] = x.shape;
  if (B === undefined || T === undefined || T === 0) {
    throw new ShapeError(`lastStep: x is ${formatShape(x.shape)}, expected [B, T, ...] with at least one step`);
  }
  if (lengths === null) return composed([x], () => reshape(slice(x, [null, [T - 1, T]]), [B, ...rest]));
  checkShape("lastStep", "lengths", lengths, "B", { B });
  checkDType("lastStep", "lengths", lengths, "int32");
  const N = sizeOf(rest);
  return composed([x], () => {
    const column = reshape(lengths, [B, 1, 1]);
    // A sequence without steps reads its first, and does not use it.
    const at = unrecorded(() => broadcastTo(add(sub(column, 1), equal(column, 0)), [B, 1, N]));
    const last = takeAlongAxis(reshape(x, [B, T, N]), at, 1);
    return reshape(where(column, last, 0), [B, ...rest]);
  });
}
