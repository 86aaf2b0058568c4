import { checkValue } from "../base/check.ts";
import { record } from "../autograd/tape.ts";
import { full } from "../tensor/creation.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { clone } from "./clone.ts";
import { notEqual } from "./not-equal.ts";
import { toFloat, withFloat } from "./support/float.ts";
import {
  checkNotEmpty,
  fromMiddle,
  MAX,
  type Middle,
  MIN,
  reduce,
  SUM,
  toMiddle,
  total,
  withEach,
} from "./support/reduce.ts";
import { applied } from "./support/unary.ts";

const SQUARES = { rows: launch.squares_rows, columns: launch.squares_columns };

/**
 * Norm of order `p`, 2 by default, over `axes`, all by default: `y = (Σ |x|ᵖ)^(1/p)`. For p = ∞ the largest |x|, for −∞ the
 * smallest, for 0 how many are not 0. `keepDims` leaves size 1 in the place of the axes. Always float32.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy · sign(x) (|x| / y)^(p−1)`, 0 where y or, for p < 1, x is 0; for p = ±∞
 * `dy · sign(x)` in equal shares for those that count; none for p = 0.
 * Throws `ShapeError` for an axis x lacks, or if the axes hold nothing and p < 0 or p = ∞; `ValueError` if p is NaN.
 */
export function norm(x: Tensor, p = 2, axes?: number | readonly number[], keepDims = false): Tensor {
  checkValue("norm", "p", p, typeof p === "number" && !Number.isNaN(p), "a number, Infinity or -Infinity");
  const y = withFloat(x, (float) => {
    const middle = toMiddle("norm", float, axes, keepDims);
    if (p < 0 || p === Infinity) checkNotEmpty("norm", x, middle.R);
    return middle.R === 0 ? full(middle.shape, 0) : normOf(p, middle);
  });
  if (p === 0) return y;
  return record("norm", y, [x], (dy) => {
    const again = toMiddle("norm", x, axes, keepDims);
    return [fromMiddle("norm", again, normBackward(p, dy, again, y))];
  });
}

/** The norm over the middle axis; frees its copy. */
function normOf(p: number, middle: Middle): Tensor {
  if (p === 2) {
    const y = reduce(SUM.float32, middle, SQUARES);
    launch.sqrt(y.address, y.address, y.size);
    return y;
  }
  const { x, from } = middle;
  const parts = p === 0 ? notEqual(x, 0) : applied(launch.abs, x);
  if (p !== 0 && Number.isFinite(p)) raise(parts, p);
  if (x !== from) x.dispose();
  const moved = { ...middle, x: parts };
  if (p === 0) return countsOf(moved);
  const y = reduce(p === Infinity ? MAX.float32 : p === -Infinity ? MIN.float32 : SUM.float32, moved);
  if (Number.isFinite(p)) raise(y, 1 / p);
  return y;
}

/** How many are 1, as float32. */
function countsOf(middle: Middle): Tensor {
  const counts = total(middle);
  const y = toFloat(counts);
  counts.dispose();
  return y;
}

/** x^p in place, for x ≥ 0. */
function raise(x: Tensor, p: number): void {
  if (p === 1) return;
  const power = full([], p);
  launch.pow(x.address, x.address, power.address, 1, x.size, 0, 0, 1, 0, 0, 0, x.size);
  power.dispose();
}

/** a · b in place of `a`, of one shape. */
function multiplyBy(a: Tensor, b: Tensor): void {
  launch.mul(a.address, a.address, b.address, 1, a.size, 0, 0, 1, 0, 0, 1, a.size);
}

/** dx, which lies as the middle's `x` does. */
function normBackward(p: number, dy: Tensor, middle: Middle, y: Tensor): Tensor {
  const { x, R, N } = middle;
  const dx = new Tensor(x.shape);
  const direction = p === 2 ? x : applied(launch.sign, x);
  if (Math.abs(p) === Infinity) {
    const sizes = applied(launch.abs, x);
    launch.extreme_backward(dx.address, dy.address, sizes.address, y.address, R, N, y.size);
    multiplyBy(dx, direction);
    sizes.dispose();
  } else if (p === 1) withEach(launch.mul, dx, direction, dy, middle);
  else {
    if (p !== 2) scaleByPowers(direction, x, p - 1);
    const scale = clone(y);
    raise(scale, p - 1);
    launch.div(scale.address, dy.address, scale.address, 1, y.size, 0, 0, 1, 0, 0, 1, y.size);
    launch.relu_backward(scale.address, scale.address, y.address, y.size); // 0 where y is 0
    withEach(launch.mul, dx, direction, scale, middle);
    scale.dispose();
  }
  if (direction !== x) direction.dispose();
  return dx;
}

/** `signs` becomes sign(x) |x|^p, 0 where x is 0. */
function scaleByPowers(signs: Tensor, x: Tensor, p: number): void {
  const sizes = applied(launch.abs, x);
  raise(sizes, p);
  multiplyBy(signs, sizes);
  launch.replace_range(signs.address, signs.address, x.address, 0, 0, 0, signs.size); // not 0 · ∞, for p < 0
  sizes.dispose();
}
