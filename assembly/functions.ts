// Functions of one operand beyond unary.ts, float32. Items are elements; a result may overwrite its operand.

import { In, Out } from "./abi";
import { map_heavy } from "./elementwise";
import { erf4, expm1_4, log1p_4 } from "./math-special";

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
