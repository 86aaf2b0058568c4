// What every optimizer's update shares: the loop. A rule is a class with one method `step`, inlined here, which reads vectors of
// the parameter, the gradient and up to three buffers at the same offset, and stores what becomes of them by `put`.

import { at } from "./abi";
import { store_lanes } from "./simd";

/**
 * A step of rule R for elements from .. to. The code of a rule is there once: the last vectors are read whole, which no memory
 * forbids, and stored as far as they count. Buffers that a rule does not have are 0.
 */
@inline
export function update<R>(w: usize, dw: usize, a: usize, b: usize, c: usize, now: usize, from: i32, to: i32): void {
  const rule = changetype<R>(0);
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    rule.step(w, dw, a, b, c, now, o, left);
    o += 16;
  }
}

/** Factor i of the step in all lanes, read where it is used: there are more of them than registers. */
@inline
export function factor(now: usize, i: usize): v128 {
  return v128.load32_splat(now + (i << 2));
}

/** Stores the first `left` lanes, if not all. */
@inline
export function put(p: usize, v: v128, left: i32): void {
  if (left >= 4) v128.store(p, v);
  else store_lanes(p, v, left);
}

/** −1, 0 or 1 as the sign of x says; NaN stays. */
@inline
export function sign_of(x: v128): v128 {
  const unit = v128.bitselect(f32x4.splat(1), x, i32x4.splat(0x7fffffff));
  const zero = f32x4.splat(0);
  // Neither above 0 nor below it are zeros and NaN, which stand for themselves.
  return v128.bitselect(unit, x, v128.or(f32x4.gt(x, zero), f32x4.lt(x, zero)));
}
