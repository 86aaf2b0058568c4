import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { DTypeError, ShapeError } from "../base/errors.ts";
import { full } from "../tensor/creation.ts";
import { stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { fromStrided, toStrided } from "./support/strided.ts";

/** Options of `pad`. */
export interface PadOptions {
  /** What stands around x; default 0. */
  readonly value?: number;
}

/**
 * `x` with `value` around it: `widths[i]` elements before and behind, as NumPy's `pad`. Fewer widths than axes are those of the
 * last ones, in the order of the axes: `[[1, 1], [2, 2]]` pads the height of images by 1 and their width by 2. (PyTorch's
 * `F.pad` names the last axis first.)
 *
 * Shapes: `x [..., n, ...]` → `y [..., before + n + behind, ...]`. Gradients: `dx` is the part of `dy` where x lies.
 * Throws `ShapeError` for more widths than axes, `ValueError` unless they are whole numbers from 0 on, `DTypeError` for a
 * fraction in int32.
 */
export function pad(
  x: Tensor,
  widths: readonly (readonly [before: number, behind: number])[],
  { value = 0 }: PadOptions = {},
): Tensor {
  const unpadded = x.rank - widths.length;
  if (unpadded < 0) {
    throw new ShapeError(`pad: ${widths.length} widths are given, expected at most ${x.rank}, one for each axis`);
  }
  widths.forEach((pair, i) => {
    const valid = pair.length === 2 && pair.every((n) => Number.isInteger(n) && n >= 0);
    checkValue("pad", `widths[${i}]`, `[${pair.join(", ")}]`, valid, "[before, behind], whole numbers from 0 on");
  });
  if (x.dtype === "int32" && (value | 0) !== value) {
    throw new DTypeError(`pad: value is ${value}, expected a whole number of 32 bits for int32`);
  }
  const before = x.shape.map((_, axis) => widths[axis - unpadded]?.[0] ?? 0);
  const behind = x.shape.map((_, axis) => widths[axis - unpadded]?.[1] ?? 0);
  const y = full(
    x.shape.map((n, axis) => before[axis]! + n + behind[axis]!),
    value,
    x.dtype,
  );
  const strides = stridesOf(y.shape);
  const start = before.reduce((sum, n, axis) => sum + n * strides[axis]!, 0);
  toStrided("pad", y, x, strides, start);
  return record("pad", y, [x], (dy) => [fromStrided("pad", dy, x.shape, strides, start)]);
}
