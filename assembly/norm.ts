// What norms take of each number. Items are elements; a result may overwrite its operand at the same address.

import { at, In, Out } from "./abi";
import { map_with } from "./elementwise";
import { exp4, log4 } from "./math";
import { load_lanes, store_lanes } from "./simd";

/**
 * y = |x|ᵖ, or with `signed` sign(x) · |x|ᵖ, 0 at 0 for any p and, for p = 0, at NaN. p = 0 is exact with `signed` and meant
 * for it alone, p = 1 is exact; else e^(p ln |x|), off by about 1 + p |ln x| ulp.
 * @grain 16
 * @cost 16
 */
export function power(y: Out, x: In, p: f32, signed: i32, from: i32, to: i32): void {
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, power4(v128.load(x + o), p, signed));
  const n = to & 3;
  if (n) store_lanes(y + o, power4(load_lanes(x + o, n), p, signed), n);
}

function power4(x: v128, p: f32, signed: i32): v128 {
  const size = f32x4.abs(x);
  let y = size;
  if (p == 0) y = v128.and(f32x4.splat(1), f32x4.eq(x, x));
  else if (p != 1) y = exp4(f32x4.mul(log4(size), f32x4.splat(p)));
  if (!signed) return y;
  return v128.andnot(v128.bitselect(x, y, i32x4.splat(i32.MIN_VALUE)), f32x4.eq(x, f32x4.splat(0)));
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
  map_with<Nonzero>(y, x, i32x4.splat(mask), from, to);
}
