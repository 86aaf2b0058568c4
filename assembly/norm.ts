// What norms take of each number. Items are elements; a result may overwrite an operand at the same address.

import { at, In, Out } from "./abi";
import { map_plain_with } from "./elementwise";
import { load_lanes, store_lanes } from "./simd";

/**
 * y = a · sign(x), where the sign of 0 and of NaN is 0; 0 where x is 0 for any a. |x| for a = x.
 * @grain 16
 */
export function times_sign(y: Out, a: In, x: In, from: i32, to: i32): void {
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, times_sign4(v128.load(a + o), v128.load(x + o)));
  const n = to & 3;
  if (n) store_lanes(y + o, times_sign4(load_lanes(a + o, n), load_lanes(x + o, n)), n);
}

function times_sign4(a: v128, x: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const sign = f32x4.sub(v128.and(one, f32x4.gt(x, zero)), v128.and(one, f32x4.lt(x, zero)));
  return v128.andnot(f32x4.mul(a, sign), f32x4.eq(x, zero));
}

class Nonzero {

  @inline lanes(x: v128, mask: v128): v128 {
    return v128.andnot(i32x4.splat(1), i32x4.eq(v128.and(x, mask), i32x4.splat(0)));
  }
}

/**
 * y = 1 where a bit of `mask` is set in x, else 0, int32: all but the sign for float32, all for int32. NaN is not 0.
 * @grain 16
 */
export function nonzero(y: Out, x: In, mask: i32, from: i32, to: i32): void {
  map_plain_with<Nonzero>(y, x, i32x4.splat(mask), from, to);
}
