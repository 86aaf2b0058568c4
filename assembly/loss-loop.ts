// What losses share: the loop, and parts of formulas. A loss, or its slope, is y = g · F(a, b, d), float32, in one pass.
//
// Without g (address 0) it is F itself; `step` is 1, or 0 if g is one number for all, as the gradient of a sum is. Formulas
// have up to three numbers of their own, p, q and r; operands that a formula does not name are not read. Items are elements,
// parts begin at multiples of 16, y may be an operand at the same address. NaN stays NaN.

import { at } from "./abi";
import { CONSTANTS } from "./control";
import { store_lanes } from "./simd";

/** The last vector is read whole, which no memory forbids, and stored as far as it counts. */
@inline
export function loss_loop<F>(
  y: usize,
  g: usize,
  a: usize,
  b: usize,
  d: usize,
  step: i32,
  p: f32,
  q: f32,
  r: f32,
  from: i32,
  to: i32,
): void {
  const f = changetype<F>(0);
  const ps = f32x4.splat(p);
  const qs = f32x4.splat(q);
  const rs = f32x4.splat(r);
  // Constant 12 of the table is 1.
  const one = v128.load32_splat(g ? g : CONSTANTS + 48);
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    const scale = step ? v128.load(g + o) : one;
    store_lanes(y + o, f32x4.mul(scale, f.lanes(a + o, b + o, d + o, ps, qs, rs)), left);
    o += 16;
  }
}

/** The same for formulas of few operations: whole vectors in a loop of their own if there is one g, or none. */
@inline
export function fast_loss_loop<F>(
  y: usize,
  g: usize,
  a: usize,
  b: usize,
  d: usize,
  step: i32,
  p: f32,
  q: f32,
  r: f32,
  from: i32,
  to: i32,
): void {
  let rest = from;
  if (!step) {
    const f = changetype<F>(0);
    const ps = f32x4.splat(p);
    const qs = f32x4.splat(q);
    const rs = f32x4.splat(r);
    const one = v128.load32_splat(g ? g : CONSTANTS + 48);
    rest = to & ~3;
    for (let o = at(from), end = at(rest); o < end; o += 16) {
      v128.store(y + o, f32x4.mul(one, f.lanes(a + o, b + o, d + o, ps, qs, rs)));
    }
  }
  loss_loop<F>(y, g, a, b, d, step, p, q, r, rest, to);
}


@inline
export function difference(a: usize, b: usize): v128 {
  return f32x4.sub(v128.load(a), v128.load(b));
}


@inline
export function positive(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0));
}

/** p − a b. */
@inline
export function shortfall(a: usize, b: usize, p: v128): v128 {
  return f32x4.sub(p, f32x4.mul(v128.load(a), v128.load(b)));
}

/** max(v, p); NaN for v < 0, too. */
@inline
export function variance(v: usize, p: v128): v128 {
  const x = v128.load(v);
  return v128.or(f32x4.pmax(x, p), f32x4.lt(x, f32x4.splat(0)));
}
