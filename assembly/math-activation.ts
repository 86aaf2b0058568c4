// What smooth activations are made of, on four float32 lanes: branch-free, without cancellation and without overflow on the way.
// NaN stays NaN. Constants lie in the table of math.ts.

import { c, exp_clamped } from "./math";
import { madd } from "./simd";

/** |x|, and at most `most`. */
@inline
export function size4(x: v128, most: v128): v128 {
  return f32x4.pmin(v128.and(x, c(23)), most);
}

/** e^(−a²/2) for a ≥ 0. It is relatively wrong by half of a²'s rounding: 1 ulp at 1.5, 10 at 5. */
@inline
export function bell4(a: v128): v128 {
  return exp_clamped(f32x4.mul(f32x4.mul(a, a), c(33)));
}

/**
 * Φ(x), the normal distribution, from a = |x| ≤ 15 and `bell` = e^(−a²/2). Below 0 it is bell · t P(t) for t = 1 / (1 + 0.265 a),
 * in which the tail loses no digits, above 0 one minus that. P is fitted to 3.5e-8 of erfcx(a / √2) / 2t on [0, 15]. Source of
 * the form: Abramowitz & Stegun, Handbook of Mathematical Functions, 1964, 26.2.17.
 */
@inline
export function normal_distribution4(x: v128, a: v128, bell: v128): v128 {
  const t = f32x4.div(c(12), madd(a, c(137), c(12)));
  let p = madd(c(136), t, c(135));
  p = madd(p, t, c(134));
  p = madd(p, t, c(133));
  p = madd(p, t, c(132));
  p = madd(p, t, c(131));
  p = madd(p, t, c(130));
  p = madd(p, t, c(129));
  p = madd(p, t, c(128));
  const tail = f32x4.mul(f32x4.mul(p, t), bell);
  return v128.bitselect(tail, f32x4.sub(c(12), tail), f32x4.lt(x, f32x4.splat(0)));
}

/** ln(1 + e) for e in [0, 1]: 2 artanh s for s = e / (2 + e), whose series in s² is fitted to 1.6e-8 of the result. */
@inline
export function log1p_unit4(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(e, c(13)));
  const z = f32x4.mul(s, s);
  let p = madd(c(140), z, c(141));
  p = madd(p, z, c(142));
  p = madd(p, z, c(143));
  return madd(f32x4.mul(p, z), s, f32x4.add(s, s));
}
