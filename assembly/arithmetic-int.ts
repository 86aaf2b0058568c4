// Binary operators, int32; sizes, strides and items as in broadcast.ts.

import { In, Out } from "./abi";
import { broadcast } from "./broadcast";

class AddInt {

  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.add(a, b);
  }
}
class SubInt {

  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.sub(a, b);
  }
}
class MulInt {

  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.mul(a, b);
  }
}
class MaximumInt {

  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.max_s(a, b);
  }
}
class MinimumInt {

  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.min_s(a, b);
  }
}

/**
 * y = a + b for int32, wrapping.
 * @grain 16
 */
export function add_int(
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
  broadcast<AddInt>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = a − b for int32, wrapping.
 * @grain 16
 */
export function sub_int(
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
  broadcast<SubInt>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = a · b for int32, wrapping.
 * @grain 16
 */
export function mul_int(
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
  broadcast<MulInt>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = the larger of a and b, for int32.
 * @grain 16
 */
export function maximum_int(
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
  broadcast<MaximumInt>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}

/**
 * y = the smaller of a and b, for int32.
 * @grain 16
 */
export function minimum_int(
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
  broadcast<MinimumInt>(y, a, b, M, N, al, am, an, bl, bm, bn, from, to);
}
