// erf, eˣ − 1 and ln(1 + x) on four float32 lanes: branch-free, with full relative accuracy at 0.
// Constants lie in the table of math.ts.

import { c, exp_clamped, expm1_polynomial, log_limits, log_sum } from "./math";
import { madd } from "./simd";

/**
 * erf x, at most 1.2 ulp off; ±1 beyond 3.93; −0 and NaN stay themselves. Below 0.93: x + x p(x²); beyond: 1 − e^q(|x|) with
 * the sign of x. Source: N. Juffa, "Efficient faithfully rounded
 * implementation of error function erff()", Stack Overflow 35148198, 2016: the coefficients.
 */
@inline
export function erf4(x: v128): v128 {
  const a = v128.and(x, c(23));
  const z = f32x4.mul(x, x);
  let p = madd(c(72), z, c(73));
  p = madd(p, z, c(74));
  p = madd(p, z, c(75));
  p = madd(p, z, c(76));
  p = madd(p, z, c(77));
  const small = madd(p, x, x);
  let q = madd(madd(c(64), a, c(65)), z, madd(c(66), a, c(67)));
  q = madd(q, a, c(68));
  q = madd(q, a, c(69));
  q = madd(q, a, c(70));
  const big = f32x4.sub(c(12), exp_clamped(f32x4.sub(f32x4.mul(q, a), a)));
  return v128.bitselect(small, v128.or(big, v128.xor(x, a)), f32x4.lt(a, c(71)));
}

/**
 * eˣ − 1 as in C: −1 at −∞, overflows to ∞; −0, denormals and NaN stay themselves; at most 1.7 ulp off. x = k ln 2 + r as in
 * `exp4`, and 2ᵏ (eʳ − 1) + (2ᵏ − 1) is computed at half its size, because 2ᵏ may overflow; where k = 0 it is eʳ − 1 alone.
 */
@inline
export function expm1_4(x: v128): v128 {
  const clamped = f32x4.pmin(f32x4.pmax(x, c(80)), c(1));
  const m = madd(clamped, c(2), c(3));
  const k = f32x4.sub(m, c(3));
  const p = expm1_polynomial(madd(k, c(5), madd(k, c(4), clamped)));
  const half = i32x4.add(i32x4.shl(m, 23), c(36));
  const y = madd(half, p, f32x4.sub(half, c(36)));
  return v128.bitselect(v128.or(p, v128.andnot(x, c(23))), f32x4.add(y, y), i32x4.eq(m, c(3)));
}

/**
 * ln(1 + x) as in C: −∞ at −1, NaN below, ∞ at ∞; −0 and denormals stay themselves; at most 1.4 ulp off. k is that of 1 + x in
 * `log_normal`, and the rest, 2⁻ᵏ x + (2⁻ᵏ − 1), is taken from x itself, at 4 times its size, because 2⁻ᵏ may underflow.
 */
@inline
export function log1p_4(x: v128): v128 {
  const u = f32x4.add(x, c(12));
  const k = i32x4.shr_s(i32x4.sub(u, i32x4.splat(0x3f3504f3)), 23);
  const scale = i32x4.sub(c(79), i32x4.shl(k, 23));
  const m = madd(f32x4.mul(x, scale), c(78), madd(scale, c(78), c(22)));
  const y = log_sum(f32x4.convert_i32x4_s(k), m);
  return log_limits(v128.or(y, v128.andnot(x, c(23))), x, u);
}
