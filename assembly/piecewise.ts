// Functions of one operand that are straight in pieces, float32. Items are elements; a result may overwrite its operand.

import { at, In, Out } from "./abi";
import { map_plain } from "./elementwise";
import { load_lanes, store_lanes } from "./simd";

class Abs {

  @inline lanes(x: v128): v128 {
    return f32x4.abs(x);
  }
}
class Sign {

  @inline lanes(x: v128): v128 {
    const one = f32x4.splat(1);
    const zero = f32x4.splat(0);
    return f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one));
  }
}
class Floor {

  @inline lanes(x: v128): v128 {
    return f32x4.floor(x);
  }
}
class Ceil {

  @inline lanes(x: v128): v128 {
    return f32x4.ceil(x);
  }
}
class Round {

  @inline lanes(x: v128): v128 {
    return f32x4.nearest(x);
  }
}
class ToInt {

  @inline lanes(x: v128): v128 {
    return i32x4.trunc_sat_f32x4_s(x);
  }
}

/**
 * y = |x|.
 * @grain 16
 */
export function abs(y: Out, x: In, from: i32, to: i32): void {
  map_plain<Abs>(y, x, from, to);
}

/**
 * y = 1, 0 or −1 like x; 0 for NaN.
 * @grain 16
 */
export function sign(y: Out, x: In, from: i32, to: i32): void {
  map_plain<Sign>(y, x, from, to);
}

/**
 * y = ⌊x⌋.
 * @grain 16
 */
export function floor(y: Out, x: In, from: i32, to: i32): void {
  map_plain<Floor>(y, x, from, to);
}

/**
 * y = ⌈x⌉.
 * @grain 16
 */
export function ceil(y: Out, x: In, from: i32, to: i32): void {
  map_plain<Ceil>(y, x, from, to);
}

/**
 * y = x rounded to the nearest whole number, to the even one if two are as near.
 * @grain 16
 */
export function round(y: Out, x: In, from: i32, to: i32): void {
  map_plain<Round>(y, x, from, to);
}

/**
 * y = x as int32, without its fraction; numbers beyond are the lowest or the highest, NaN is 0.
 * @grain 16
 */
export function to_int(y: Out, x: In, from: i32, to: i32): void {
  map_plain<ToInt>(y, x, from, to);
}

/**
 * y = x, but at least low, and then at most high; NaN stays NaN.
 * @grain 16
 */
export function clip(y: Out, x: In, low: f32, high: f32, from: i32, to: i32): void {
  const l = f32x4.splat(low);
  const h = f32x4.splat(high);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, f32x4.pmin(f32x4.pmax(v128.load(x + o), l), h));
  const n = to & 3;
  if (n) store_lanes(y + o, f32x4.pmin(f32x4.pmax(load_lanes(x + o, n), l), h), n);
}
