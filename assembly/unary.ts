// Functions of one operand, float32 unless named otherwise, and the gradients that are formulas of their own.
// Items are elements; a result may overwrite an operand at the same address.

import { In, Out } from "./abi";
import { map, map_heavy, map_with, zip } from "./elementwise";
import { exp4, log4 } from "./math";

class Neg {

  @inline lanes(x: v128): v128 {
    return f32x4.neg(x);
  }
}
class NegInt {

  @inline lanes(x: v128): v128 {
    return i32x4.neg(x);
  }
}
class Exp {

  @inline lanes(x: v128): v128 {
    return exp4(x);
  }
}
class Log {

  @inline lanes(x: v128): v128 {
    return log4(x);
  }
}
class Sqrt {

  @inline lanes(x: v128): v128 {
    return f32x4.sqrt(x);
  }
}
class SqrtBackward {

  @inline lanes(dy: v128, y: v128): v128 {
    return f32x4.div(dy, f32x4.add(y, y));
  }
}
class DivScalar {

  @inline lanes(x: v128, d: v128): v128 {
    return f32x4.div(x, d);
  }
}
class ToFloat {

  @inline lanes(x: v128): v128 {
    return f32x4.convert_i32x4_s(x);
  }
}
/**
 * y = −x.
 * @grain 16
 */
export function neg(y: Out, x: In, from: i32, to: i32): void {
  map<Neg>(y, x, from, to);
}

/**
 * y = −x for int32, wrapping.
 * @grain 16
 */
export function neg_int(y: Out, x: In, from: i32, to: i32): void {
  map<NegInt>(y, x, from, to);
}

/**
 * y = eˣ, with the accuracy and the limits of `exp4`.
 * @grain 16
 * @cost 8
 */
export function exp(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Exp>(y, x, from, to);
}

/**
 * y = ln x, with the accuracy and the limits of `log4`.
 * @grain 16
 * @cost 8
 */
export function log(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Log>(y, x, from, to);
}

/**
 * y = √x, correctly rounded; NaN below 0.
 * @grain 16
 * @cost 2
 */
export function sqrt(y: Out, x: In, from: i32, to: i32): void {
  map<Sqrt>(y, x, from, to);
}

/**
 * dx = dy / (2 y), for y = √x.
 * @grain 16
 * @cost 2
 */
export function sqrt_backward(dx: Out, dy: In, y: In, from: i32, to: i32): void {
  zip<SqrtBackward>(dx, dy, y, from, to);
}

/**
 * y = x / d.
 * @grain 16
 */
export function div_scalar(y: Out, x: In, d: f32, from: i32, to: i32): void {
  map_with<DivScalar>(y, x, f32x4.splat(d), from, to);
}

/**
 * y = x as float32, for int32 x; exact up to 2²⁴, then the nearest.
 * @grain 16
 */
export function to_float(y: Out, x: In, from: i32, to: i32): void {
  map<ToFloat>(y, x, from, to);
}
