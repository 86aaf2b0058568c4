// Activations that are straight lines piece by piece, float32. Items are elements, parts begin at multiples of 16, a
// result may overwrite an operand at the same address.

import { at, In, Out } from "./abi";
import { map_given, zip_given } from "./elementwise";
import { store_lanes } from "./simd";

class Hardsigmoid {

  @inline lanes(x: v128, sixth: v128, three: v128, six: v128, _s: v128): v128 {
    return f32x4.mul(f32x4.pmin(f32x4.pmax(f32x4.add(x, three), f32x4.splat(0)), six), sixth);
  }
}
class ReplaceRange {

  @inline lanes(x: v128, gate: v128, low: v128, high: v128, value: v128, wraps: v128): v128 {
    const above = f32x4.ge(gate, low);
    const below = f32x4.le(gate, high);
    // Both, or one of them where the range wraps: the majority of three.
    const inside = v128.or(v128.and(above, below), v128.and(wraps, v128.or(above, below)));
    return v128.bitselect(value, x, inside);
  }
}
class Hardswish {

  @inline lanes(x: v128, sixth: v128, three: v128, six: v128, s: v128): v128 {
    return f32x4.mul(x, changetype<Hardsigmoid>(0).lanes(x, sixth, three, six, s));
  }
}
class HardswishBackward {

  @inline lanes(dy: v128, x: v128, third: v128, three: v128, half3: v128, one: v128): v128 {
    const slope = f32x4.mul(f32x4.add(x, half3), third);
    const open = v128.bitselect(one, slope, f32x4.ge(x, three));
    return f32x4.mul(dy, v128.andnot(open, f32x4.le(x, f32x4.neg(three))));
  }
}

/**
 * y = (x + 3, but at least 0 and at most 6) / 6.
 * @grain 16
 */
export function hardsigmoid(y: Out, x: In, from: i32, to: i32): void {
  const sixth = f32x4.splat(1.0 / 6);
  map_given<Hardsigmoid>(y, x, sixth, f32x4.splat(3), f32x4.splat(6), i32x4.splat(0), from, to);
}

/**
 * y = value where low ≤ gate ≤ high, else x. With low > high the range goes through infinity: it is what is at most
 * high, and what is at least low. NaN is in no range.
 * @grain 16
 */
export function replace_range(y: Out, x: In, gate: In, low: f32, high: f32, value: f32, from: i32, to: i32): void {
  const wraps = i32x4.splat(low > high ? -1 : 0);
  zip_given<ReplaceRange>(y, x, gate, f32x4.splat(low), f32x4.splat(high), f32x4.splat(value), wraps, from, to);
}

/**
 * y = a where gate > 0, else b.
 * @grain 16
 */
export function select_positive(y: Out, a: In, b: In, gate: In, from: i32, to: i32): void {
  const zero = f32x4.splat(0);
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    const v = v128.bitselect(v128.load(a + o), v128.load(b + o), f32x4.gt(v128.load(gate + o), zero));
    store_lanes(y + o, v, left);
    o += 16;
  }
}

/**
 * y = x · hardsigmoid(x).
 * @grain 16
 */
export function hardswish(y: Out, x: In, from: i32, to: i32): void {
  const sixth = f32x4.splat(1.0 / 6);
  map_given<Hardswish>(y, x, sixth, f32x4.splat(3), f32x4.splat(6), i32x4.splat(0), from, to);
}

/**
 * dx = dy (x / 3 + ½), for y = hardswish(x); 0 where x ≤ −3 and dy where x ≥ 3.
 * @grain 16
 */
export function hardswish_backward(dx: Out, dy: In, x: In, from: i32, to: i32): void {
  zip_given<HardswishBackward>(
    dx,
    dy,
    x,
    f32x4.splat(1.0 / 3),
    f32x4.splat(3),
    f32x4.splat(1.5),
    f32x4.splat(1),
    from,
    to,
  );
}
