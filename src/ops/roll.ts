import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { checkAxis, sizeOf } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { copyStrided } from "./support/strided.ts";

/**
 * A copy whose elements are moved by `shift` places along each of `axes`, those past the end to the beginning; `shift` is one
 * for all or one for each. Without axes it moves them in row-major order, through the ends of rows, as in NumPy and PyTorch.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx` is `dy`, rolled back.
 * Throws `ValueError` unless shifts are whole numbers, `ShapeError` for an axis `x` lacks or another number of shifts than axes.
 */
export function roll(x: Tensor, shift: number | readonly number[], axes?: number | readonly number[]): Tensor {
  const rows = axes === undefined ? [null] : [axes].flat().map((axis) => checkAxis("roll", axis, x.rank));
  const shifts = typeof shift === "number" ? rows.map(() => shift) : shift;
  for (const places of shifts) checkValue("roll", "shift", places, Number.isSafeInteger(places), "a whole number");
  if (shifts.length !== rows.length || rows.length === 0) {
    throw new ShapeError(
      `roll: ${shifts.length} shifts are given for ${rows.length} axes, expected as many, and one at least`,
    );
  }
  let y = x;
  rows.forEach((axis, i) => {
    const rolled = axis === null ? rollRows(y, 1, x.size, 1, shifts[i]!) : rollAxis(y, axis, shifts[i]!);
    if (y !== x) y.dispose();
    y = rolled;
  });
  return record("roll", y, [x], (dy) => [
    roll(
      dy,
      shifts.map((places) => -places),
      axes,
    ),
  ]);
}

function rollAxis(x: Tensor, axis: number, shift: number): Tensor {
  return rollRows(x, sizeOf(x.shape.slice(0, axis)), x.shape[axis]!, sizeOf(x.shape.slice(axis + 1)), shift);
}

/** Rolls the middle axis of `x` as [L, R, N], in two pieces. */
function rollRows(x: Tensor, L: number, R: number, N: number, shift: number): Tensor {
  const y = new Tensor(x.shape, x.dtype);
  const strides = [R * N, N, 1];
  const ahead = ((shift % R) + R) % R;
  const move = (rows: number, to: number, from: number) =>
    copyStrided("roll", [L, rows, N], { t: y, strides, start: to * N }, { t: x, strides, start: from * N });
  if (y.size > 0) {
    move(R - ahead, ahead, 0);
    move(ahead, 0, R - ahead);
  }
  return y;
}
