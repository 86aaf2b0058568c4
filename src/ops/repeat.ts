import { checkValue } from "../base/check.ts";
import { checkAxis, sizeOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { repeated } from "./support/repeat.ts";

/**
 * Each slice of `x` along `axis` `count` times in a row, as NumPy's `repeat` and PyTorch's `repeat_interleave`: `[1, 2]` twice
 * is `[1, 1, 2, 2]`. What PyTorch calls `repeat` is `tile`.
 *
 * Shapes: `x [..., R, ...]` → `y [..., count·R, ...]`. Gradients: `dx` is `dy` summed over the copies.
 * Throws `ValueError` unless `count` is a whole number from 0 on, `ShapeError` for an axis `x` lacks.
 */
export function repeat(x: Tensor, count: number, axis: number): Tensor {
  checkValue("repeat", "count", count, Number.isInteger(count) && count >= 0, "a whole number from 0 on");
  const along = checkAxis("repeat", axis, x.rank);
  const shape = x.shape.map((n, a) => (a === along ? count * n : n));
  const N = sizeOf(x.shape.slice(along + 1));
  const rows = sizeOf(x.shape.slice(0, along + 1));
  return repeated("repeat", x, shape, [rows, count, N], [N, 0, 1]);
}
