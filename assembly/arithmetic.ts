// Binary operators, float32; sizes, strides and items as in broadcast.ts.

import { In, Out } from "./abi";
import { broadcast, broadcast_heavy } from "./broadcast";
import { pow4 } from "./math-power";

class Add {

  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.add(a, b);
  }
}
class Sub {

  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.sub(a, b);
  }
}
class Mul {

  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.mul(a, b);
  }
}
class Div {

  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.div(a, b);
  }
}
class Maximum {

  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
class Minimum {

  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}
class Pow {

  @inline lanes(a: v128, b: v128): v128 {
    return pow4(a, b);
  }
}
class LargerShare {

  @inline lanes(a: v128, b: v128): v128 {
    const one = v128.andnot(f32x4.splat(1), f32x4.lt(a, b));
    return v128.bitselect(f32x4.splat(0.5), one, f32x4.eq(a, b));
  }
}

/**
 * y = a + b.
 * @grain 16
 */
export function add(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast<Add>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = a − b.
 * @grain 16
 */
export function sub(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast<Sub>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = a · b.
 * @grain 16
 */
export function mul(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast<Mul>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = a / b, as IEEE 754 has it: x / 0 is ±∞, 0 / 0 NaN.
 * @grain 16
 */
export function div(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast<Div>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = the larger of a and b; NaN if either is NaN.
 * @grain 16
 */
export function maximum(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast<Maximum>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = the smaller of a and b; NaN if either is NaN.
 * @grain 16
 */
export function minimum(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast<Minimum>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = 1 where a > b or either is NaN, ½ where a = b, else 0: the share of a in the gradient of their maximum.
 * @grain 16
 */
export function larger_share(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast<LargerShare>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = aᵇ, with the accuracy and the limits of `pow4`.
 * @grain 16
 * @cost 30
 */
export function pow(
  y: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  broadcast_heavy<Pow>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}
