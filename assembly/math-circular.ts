// Circular and hyperbolic functions on four float32 lanes, two at a price. Constants lie in the table of math.ts.

import { CONSTANTS } from "./control";
import { c, d, expm1_polynomial } from "./math";
import { madd } from "./simd";

/**
 * sin(x + k π/2) for the number k in all lanes: the sine for 0, the cosine for 1; at most 1.6 ulp off. Or tan x, at most
 * 3.6 ulp off. As in C: NaN at ±∞, −0 stays itself.
 *
 * x = q π/2 + r with |r| ≤ π/4, in float64 below 2²², of which π/2 keeps 78 bits; beyond, `far` finds q and r. Polynomials of
 * Cephes sinf and cosf (S. Moshier, 1992).
 */
@inline
export function sine4(x: v128, k: v128, tangent: bool): v128 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3));
  const m = f64x2.add(f64x2.mul(low, d(88)), d(90));
  const n = f64x2.add(f64x2.mul(high, d(88)), d(90));
  let q = v128.shuffle<i32>(m, n, 0, 2, 4, 6);
  let r = v128.shuffle<i32>(rest(low, m), rest(high, n), 0, 1, 4, 5);
  const beyond = f32x4.ge(v128.and(x, c(23)), c(102));
  if (v128.any_true(beyond)) {
    const a = far(f32x4.extract_lane(x, 0));
    const b = far(f32x4.extract_lane(x, 1));
    const e = i64x2.replace_lane(i64x2.splat(a), 1, b);
    const f = i64x2.replace_lane(i64x2.splat(far(f32x4.extract_lane(x, 2))), 1, far(f32x4.extract_lane(x, 3)));
    r = v128.bitselect(v128.shuffle<i32>(e, f, 0, 2, 4, 6), r, beyond);
    q = v128.bitselect(v128.shuffle<i32>(e, f, 1, 3, 5, 7), q, beyond);
  }
  q = i32x4.add(q, k);
  const z = f32x4.mul(r, r);
  let s = madd(f32x4.mul(madd(madd(c(96), z, c(97)), z, c(98)), z), r, r);
  s = v128.or(s, v128.andnot(r, c(23)));
  const t = madd(f32x4.mul(madd(madd(c(99), z, c(100)), z, c(101)), z), z, madd(z, c(33), c(12)));
  const odd = i32x4.shr_s(i32x4.shl(q, 31), 31);
  const y = v128.bitselect(t, s, odd);
  if (tangent) return v128.xor(f32x4.div(y, v128.bitselect(s, t, odd)), v128.andnot(odd, c(23)));
  return v128.xor(y, i32x4.shl(i32x4.shr_u(q, 1), 31));
}

/** r of two lanes, as float32, from x and 1.5 · 2⁵² + q. */
@inline
function rest(x: v128, m: v128): v128 {
  const q = f64x2.sub(m, d(90));
  return f32x4.demote_f64x2_zero(f64x2.add(f64x2.add(x, f64x2.mul(q, d(92))), f64x2.mul(q, d(94))));
}

/**
 * For |x| ≥ 2 the q, in the high word, and r of x = q π/2 + r, modulo 2π; NaN at ±∞ and NaN. Those 96 bits of 2/π times x that
 * decide. Source: Payne & Hanek, "Radian reduction for trigonometric functions", SIGNUM Newsletter 18, 1983.
 */
function far(x: f32): i64 {
  const bits = reinterpret<u32>(x);
  const exponent = ((bits >> 23) & 255) - 128;
  if (exponent > 126) return 0x7fc00000;
  const words = CONSTANTS + 416 + (((<usize>exponent) >> 5) << 2);
  const shift = <u64>(exponent & 31);
  const mantissa = <u64>((bits << 8) | 0x80000000);
  // x · 2/π in units of 2⁻⁶², modulo 4
  const p =
    ((mantissa * window(words, shift)) << 32) +
    mantissa * window(words + 4, shift) +
    ((mantissa * window(words + 8, shift)) >> 32);
  const q = <i32>((p + (1 << 61)) >> 62);
  const r = <f32>(<f64>(((<i64>p) << 2) >> 2) * 3.4061215800304562e-19);
  const back = (<i32>bits) >> 31;
  return ((<i64>((q ^ back) - back)) << 32) | (<i64>(reinterpret<u32>(r) ^ ((<u32>back) << 31)));
}

/** 32 bits of those that begin at p, the highest first, from number `shift` on. */
@inline
function window(p: usize, shift: u64): u64 {
  return ((((<u64>load<u32>(p)) << 32) | (<u64>load<u32>(p, 4))) << shift) >> 32;
}

/**
 * asin x, or acos x where `cosine` has all bits; NaN beyond ±1; at most 2 ulp off. Up to ½ the polynomial of Cephes
 * asinf (S. Moshier, 1992); then asin |x| = π/2 − 2 asin √(½ − ½|x|).
 */
@inline
export function arcsine4(x: v128, cosine: v128): v128 {
  const a = v128.and(x, c(23));
  const big = f32x4.gt(a, c(36));
  const z = v128.bitselect(f32x4.mul(c(36), f32x4.sub(c(12), a)), f32x4.mul(a, a), big);
  const w = v128.bitselect(f32x4.sqrt(z), a, big);
  let p = madd(c(112), z, c(113));
  p = madd(p, z, c(114));
  p = madd(p, z, c(115));
  p = madd(p, z, c(116));
  p = madd(f32x4.mul(p, z), w, w);
  const twice = f32x4.add(p, p);
  const s = v128.or(v128.bitselect(f32x4.add(f32x4.sub(c(117), twice), c(126)), p, big), v128.xor(x, a));
  const t = v128.bitselect(twice, f32x4.sub(c(117), s), f32x4.gt(x, c(36)));
  return v128.bitselect(t, s, cosine);
}

/**
 * atan x, at most 1.6 ulp off; ±π/2 at ±∞; −0, denormals and NaN stay themselves. Beyond 1: π/2 − atan 1/x. The polynomial is
 * N. Juffa's minimax fit.
 */
@inline
export function atan4(x: v128): v128 {
  const a = v128.and(x, c(23));
  const t = f32x4.div(f32x4.pmin(a, c(12)), f32x4.pmax(a, c(12)));
  const z = f32x4.mul(t, t);
  let p = madd(c(118), z, c(119));
  p = madd(p, z, c(120));
  p = madd(p, z, c(121));
  p = madd(p, z, c(122));
  p = madd(p, z, c(123));
  p = madd(p, z, c(124));
  p = madd(p, z, c(125));
  p = madd(f32x4.mul(p, z), t, t);
  return v128.or(v128.bitselect(f32x4.add(f32x4.sub(c(117), p), c(126)), p, f32x4.gt(a, c(12))), v128.xor(x, a));
}

/**
 * sinh x, or cosh x where `cosine` has all bits, at most 2.3 and 1.6 ulp off. As in C: overflows to ±∞; −0,
 * denormals and NaN stay themselves.
 *
 * With u = ¼ (eᵃ − 1) for a = |x|, which is finite where the result is: sinh a = 2u + ½ u / (u + ¼), and
 * cosh a = 2u + ½ + ⅛ / (u + ¼).
 */
@inline
export function hyperbolic4(x: v128, cosine: v128): v128 {
  const a = f32x4.pmin(v128.and(x, c(23)), c(103));
  const m = madd(a, c(2), c(3));
  const k = f32x4.sub(m, c(3));
  const p = expm1_polynomial(madd(k, c(5), madd(k, c(4), a)));
  const quarter = i32x4.add(i32x4.shl(m, 23), c(78));
  const u = madd(quarter, p, f32x4.sub(quarter, c(78)));
  const ratio = f32x4.div(v128.bitselect(c(78), u, cosine), f32x4.add(u, c(78)));
  const y = madd(ratio, c(36), f32x4.add(f32x4.add(u, u), v128.and(cosine, c(36))));
  const s = v128.or(v128.bitselect(a, y, f32x4.lt(a, c(111))), v128.andnot(x, c(23)));
  return v128.bitselect(y, s, cosine);
}
