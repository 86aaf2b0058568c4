// Powers on four float32 lanes. Constants lie in the table of math.ts.

import { c, d, exp_polynomial, scaled } from "./math";

/**
 * aᵇ as in C, at most 1.2 ulp off: 1 if b = 0 or a = 1, whatever the other is; NaN for a < 0 unless b is whole or a = −∞; −aᵇ for
 * odd b; b log₂ |a| is computed in float64, where log₂ (2ᵏ m) = k + s p(s²) with s = (m − 1) / (m + 1).
 */
@inline
export function pow4(a: v128, b: v128): v128 {
  const x = v128.and(a, c(23));
  const zero = f32x4.splat(0);
  const denormal = f32x4.lt(x, c(81));
  const bits = i32x4.sub(v128.bitselect(f32x4.mul(x, c(82)), x, denormal), c(87));
  const exponent = i32x4.sub(i32x4.shr_s(bits, 23), v128.and(denormal, i32x4.splat(23)));
  // The logarithms of 0, ∞ and NaN are what is added to that of m.
  let k = v128.bitselect(f32x4.convert_i32x4_s(exponent), x, f32x4.lt(x, c(84)));
  k = v128.bitselect(c(85), k, f32x4.eq(x, zero));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x7fffff)), c(87));
  const t = exponent_of(m, k, b);
  const u = exponent_of(high_half(m), high_half(k), high_half(b));
  // 2ⁿ⁺ʳ with whole n in the low words of 1.5 · 2⁵² + n.
  const p = f64x2.add(t, d(90));
  const q = f64x2.add(u, d(90));
  const r = v128.shuffle<i32>(remainder(t, p), remainder(u, q), 0, 1, 4, 5);
  let y = scaled(exp_polynomial(f32x4.mul(r, c(190))), v128.shuffle<i32>(p, q, 0, 2, 4, 6));

  const half = f32x4.mul(b, c(36));
  const whole = f32x4.eq(f32x4.trunc(b), b);
  const odd = v128.and(whole, f32x4.ne(f32x4.trunc(half), half));
  y = v128.or(y, v128.and(odd, v128.andnot(a, c(23))));
  y = v128.or(y, v128.andnot(v128.and(f32x4.lt(a, zero), f32x4.gt(a, c(85))), whole));
  const endless = v128.and(f32x4.eq(x, c(12)), f32x4.eq(v128.and(b, c(23)), c(84)));
  const one = v128.or(v128.or(f32x4.eq(b, zero), f32x4.eq(a, c(12))), endless);
  return v128.bitselect(c(12), y, one);
}

/** b (k + log₂ m) of the first two lanes, from −200 to 200. */
@inline
function exponent_of(m: v128, k: v128, b: v128): v128 {
  const n = f64x2.promote_low_f32x4(m);
  const s = f64x2.div(f64x2.sub(n, d(188)), f64x2.add(n, d(188)));
  const z = f64x2.mul(s, s);
  let p = f64x2.add(f64x2.mul(d(176), z), d(178));
  p = f64x2.add(f64x2.mul(p, z), d(180));
  p = f64x2.add(f64x2.mul(p, z), d(182));
  p = f64x2.add(f64x2.mul(p, z), d(184));
  const log = f64x2.add(f64x2.mul(p, s), f64x2.promote_low_f32x4(k));
  const t = f64x2.mul(log, f64x2.promote_low_f32x4(b));
  return f64x2.pmax(f64x2.pmin(t, d(186)), f64x2.neg(d(186)));
}

/** t less the whole number in 1.5 · 2⁵² + n, as float32. */
@inline
function remainder(t: v128, p: v128): v128 {
  return f32x4.demote_f64x2_zero(f64x2.sub(t, f64x2.sub(p, d(90))));
}


@inline
function high_half(x: v128): v128 {
  return v128.shuffle<i32>(x, x, 2, 3, 2, 3);
}
