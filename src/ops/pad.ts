import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { DTypeError, ShapeError } from "../base/errors.ts";
import { full } from "../tensor/creation.ts";
import { stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type BorderMode, padBorder } from "./support/pad-border.ts";
import { fromStrided, toStrided } from "./support/strided.ts";

const MODES = ["constant", "reflect", "replicate", "circular"];

/** Options of `pad`. */
export interface PadOptions {
  /** What stands around x for mode "constant"; default 0. */
  readonly value?: number;
  /**
   * Default "constant". "reflect" mirrors x at its border, which does not come twice, "replicate" repeats the border, and "circular"
   * goes on at the other end.
   */
  readonly mode?: "constant" | BorderMode;
}

/**
 * `x` with `value` around it, or with what `mode` says: `widths[i]` elements before and behind, as NumPy's `pad`. Fewer widths than axes are those of the
 * last ones, in the order of the axes: `[[1, 1], [2, 2]]` pads the height of images by 1 and their width by 2. (PyTorch's
 * `F.pad` names the last axis first.)
 *
 * Shapes: `x [..., n, ...]` → `y [..., before + n + behind, ...]`. Gradients: `dx` is the part of `dy` where x lies,
 * and the sums of what stands for it around.
 * Throws `ShapeError` for more widths than axes, and for wider ones than x can fill; `ValueError` for another mode, or unless they are whole numbers from 0 on, `DTypeError` for a
 * fraction in int32.
 */
export function pad(
  x: Tensor,
  widths: readonly (readonly [before: number, behind: number])[],
  { value = 0, mode = "constant" }: PadOptions = {},
): Tensor {
  const unpadded = x.rank - widths.length;
  if (unpadded < 0) {
    throw new ShapeError(`pad: ${widths.length} widths are given, expected at most ${x.rank}, one for each axis`);
  }
  widths.forEach((pair, i) => {
    const valid = pair.length === 2 && pair.every((n) => Number.isInteger(n) && n >= 0);
    checkValue("pad", `widths[${i}]`, `[${pair.join(", ")}]`, valid, "[before, behind], whole numbers from 0 on");
  });
  checkValue("pad", "mode", mode, MODES.includes(mode), `one of ${MODES.join(", ")}`);
  if (x.dtype === "int32" && (value | 0) !== value) {
    throw new DTypeError(`pad: value is ${value}, expected a whole number of 32 bits for int32`);
  }
  const before = x.shape.map((_, axis) => widths[axis - unpadded]?.[0] ?? 0);
  const behind = x.shape.map((_, axis) => widths[axis - unpadded]?.[1] ?? 0);
  if (mode !== "constant") return padBorder(x, mode, before, behind);
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
