// Functions of one operand beyond unary.ts, float32. Items are elements; a result may overwrite its operand.

import { at, In, Out } from "./abi";
import { map_heavy, map_heavy_with } from "./elementwise";
import { arcsine4, atan4, hyperbolic4, sine4 } from "./math-circular";
import { erf4, expm1_4, log1p_4 } from "./math-special";
import { load_lanes, store_lanes } from "./simd";

class Erf {

  @inline lanes(x: v128): v128 {
    return erf4(x);
  }
}
class Expm1 {

  @inline lanes(x: v128): v128 {
    return expm1_4(x);
  }
}
class Log1p {

  @inline lanes(x: v128): v128 {
    return log1p_4(x);
  }
}
class Arcsine {

  @inline lanes(x: v128, cosine: v128): v128 {
    return arcsine4(x, cosine);
  }
}
class Atan {

  @inline lanes(x: v128): v128 {
    return atan4(x);
  }
}
class Hyperbolic {

  @inline lanes(x: v128, cosine: v128): v128 {
    return hyperbolic4(x, cosine);
  }
}

/**
 * y = erf x, with the accuracy of `erf4`.
 * @grain 16
 * @cost 14
 */
export function erf(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Erf>(y, x, from, to);
}

/**
 * y = eˣ − 1, with the accuracy and the limits of `expm1_4`.
 * @grain 16
 * @cost 9
 */
export function expm1(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Expm1>(y, x, from, to);
}

/**
 * y = ln(1 + x), with the accuracy and the limits of `log1p_4`.
 * @grain 16
 * @cost 9
 */
export function log1p(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Log1p>(y, x, from, to);
}

/**
 * y = sin x, cos x or tan x, for which 0, 1 or 2, with the accuracy and the limits of `sine4`.
 * @grain 16
 * @cost 14
 */
export function sine(y: Out, x: In, which: i32, from: i32, to: i32): void {
  const k = i32x4.splat(which & 1);
  const tangent = which == 2;
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    store_lanes(y + o, sine4(load_lanes(x + o, left), k, tangent), left);
    o += 16;
  }
}

/**
 * y = asin x, or acos x if cosine is 1, with the accuracy and the limits of `arcsine4`.
 * @grain 16
 * @cost 12
 */
export function arcsine(y: Out, x: In, cosine: i32, from: i32, to: i32): void {
  map_heavy_with<Arcsine>(y, x, i32x4.splat(-cosine), from, to);
}

/**
 * y = atan x, with the accuracy of `atan4`.
 * @grain 16
 * @cost 12
 */
export function atan(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Atan>(y, x, from, to);
}

/**
 * y = sinh x, or cosh x if cosine is 1, with the accuracy and the limits of `hyperbolic4`.
 * @grain 16
 * @cost 12
 */
export function hyperbolic(y: Out, x: In, cosine: i32, from: i32, to: i32): void {
  map_heavy_with<Hyperbolic>(y, x, i32x4.splat(-cosine), from, to);
}
