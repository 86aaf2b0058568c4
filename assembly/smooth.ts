// Activations that bend, float32. Items are elements, parts begin at multiples of 16, a result may overwrite an operand
// at the same address. Gradients are taken from x, where y has lost digits; beyond the numbers that they tell apart, ±∞
// too, they are those of the straight line that y has become.

import { In, Out } from "./abi";
import { map_given, zip_given } from "./elementwise";
import { c, exp_below, exp_clamped } from "./math";
import { bell4, expm1_below, log1p_unit4, reflect4, tail_ratio4 } from "./math-activation";
import { madd } from "./simd";

class Softsign {

  @inline lanes(a: v128, x: v128, _p: v128, _q: v128, _r: v128, _s: v128): v128 {
    return f32x4.div(a, f32x4.add(f32x4.abs(x), c(12)));
  }
}
class Elu {

  @inline lanes(x: v128, above: v128, below: v128, beta: v128, _s: v128): v128 {
    const bend = f32x4.mul(expm1_below(f32x4.mul(x, beta)), below);
    return v128.bitselect(bend, f32x4.mul(x, above), f32x4.lt(x, f32x4.splat(0)));
  }
}
class EluBackward {

  @inline lanes(dy: v128, x: v128, above: v128, slope: v128, beta: v128, _s: v128): v128 {
    const bend = f32x4.mul(exp_below(f32x4.mul(x, beta)), slope);
    return f32x4.mul(dy, v128.bitselect(bend, above, f32x4.le(x, f32x4.splat(0))));
  }
}
class Swish {

  @inline lanes(x: v128, a: v128, b: v128, _r: v128, _s: v128): v128 {
    const square = f32x4.pmin(f32x4.mul(x, x), c(146));
    return f32x4.div(x, f32x4.add(exp_clamped(f32x4.mul(x, madd(square, b, a))), c(12)));
  }
}
class SwishBackward {

  @inline lanes(dy: v128, x: v128, a: v128, b: v128, _r: v128, _s: v128): v128 {
    const v = f32x4.pmin(v128.and(x, c(23)), c(146));
    const cubic = f32x4.mul(f32x4.mul(v, v), b);
    const z = f32x4.mul(v, f32x4.add(cubic, a));
    // z ≤ 0: σ(z) is e / (1 + e) and 1 − σ(z) is 1 / (1 + e), both with all digits; and v dz/dv = z + 2b v³.
    const e = exp_below(z);
    const shut = f32x4.div(c(12), f32x4.add(e, c(12)));
    const slope = madd(shut, madd(f32x4.add(cubic, cubic), v, z), c(12));
    return f32x4.mul(dy, reflect4(x, f32x4.mul(f32x4.mul(e, shut), slope)));
  }
}
class Gelu {

  @inline lanes(x: v128, _p: v128, _q: v128, _r: v128, _s: v128): v128 {
    const a = v128.and(x, c(23));
    return f32x4.mul(x, reflect4(x, f32x4.mul(tail_ratio4(a), bell4(a))));
  }
}
class GeluBackward {

  @inline lanes(dy: v128, x: v128, _p: v128, _q: v128, _r: v128, _s: v128): v128 {
    const a = f32x4.pmin(v128.and(x, c(23)), c(139));
    const slope = f32x4.sub(tail_ratio4(a), f32x4.mul(a, c(138)));
    return f32x4.mul(dy, reflect4(x, f32x4.mul(slope, bell4(a))));
  }
}
class Mish {

  @inline lanes(x: v128, _p: v128, _q: v128, _r: v128, _s: v128): v128 {
    const e = exp_below(f32x4.pmin(x, c(144)));
    const n = f32x4.mul(e, f32x4.add(e, c(13)));
    return f32x4.mul(x, f32x4.div(n, f32x4.add(n, c(13))));
  }
}
class MishBackward {

  @inline lanes(dy: v128, x: v128, _p: v128, _q: v128, _r: v128, _s: v128): v128 {
    x = f32x4.pmin(f32x4.pmax(x, c(145)), c(144));
    const e = exp_below(x);
    const n = f32x4.mul(e, f32x4.add(e, c(13)));
    const r = f32x4.div(c(12), f32x4.add(n, c(13)));
    const t = f32x4.mul(n, r);
    // t' = 4 e r (e + 1) r
    const u = f32x4.mul(e, r);
    const v = f32x4.add(u, r);
    const slope = f32x4.mul(f32x4.add(u, u), f32x4.add(v, v));
    return f32x4.mul(dy, madd(x, slope, t));
  }
}
class Softplus {

  @inline lanes(x: v128, beta: v128, threshold: v128, _r: v128, _s: v128): v128 {
    const z = f32x4.mul(x, beta);
    const bend = log1p_unit4(exp_below(f32x4.neg(f32x4.abs(z))));
    const y = f32x4.div(f32x4.add(f32x4.pmax(z, f32x4.splat(0)), bend), beta);
    return v128.bitselect(x, y, f32x4.gt(z, threshold));
  }
}
class SoftplusBackward {

  @inline lanes(dy: v128, x: v128, beta: v128, threshold: v128, _r: v128, _s: v128): v128 {
    const z = f32x4.mul(x, beta);
    const e = v128.andnot(exp_clamped(z), f32x4.lt(z, threshold));
    return f32x4.div(dy, f32x4.add(e, c(12)));
  }
}

/**
 * y = a / (1 + |x|): softsign for a = x. Its gradient is this twice, first for a = dy, then for a = what that gave.
 * @grain 16
 * @cost 2
 */
export function softsign(y: Out, a: In, x: In, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  zip_given<Softsign>(y, a, x, no, no, no, no, from, to);
}

/**
 * y = below (e^(beta · x) − 1) where x ≤ 0, else above · x, at most 2 ulp off; beta > 0.
 * @grain 16
 * @cost 11
 */
export function elu(y: Out, x: In, above: f32, below: f32, beta: f32, from: i32, to: i32): void {
  map_given<Elu>(y, x, f32x4.splat(above), f32x4.splat(below), f32x4.splat(beta), i32x4.splat(0), from, to);
}

/**
 * dx = dy · slope e^(beta · x) where x ≤ 0, else dy · above, for y = elu(x) and slope = below · beta; beta > 0.
 * @grain 16
 * @cost 10
 */
export function elu_backward(dx: Out, dy: In, x: In, above: f32, slope: f32, beta: f32, from: i32, to: i32): void {
  zip_given<EluBackward>(
    dx,
    dy,
    x,
    f32x4.splat(above),
    f32x4.splat(slope),
    f32x4.splat(beta),
    i32x4.splat(0),
    from,
    to,
  );
}

/**
 * y = x σ(a x + b x³) for a > 0, b ≥ 0. At most 3 ulp off for b = 0; else as many below 0 as the exponent is large: 40
 * for GELU at −5. −∞ gives NaN, as 0 · ∞ does.
 * @grain 16
 * @cost 12
 */
export function swish(y: Out, x: In, a: f32, b: f32, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  map_given<Swish>(y, x, f32x4.splat(-a), f32x4.splat(-b), no, no, from, to);
}

/**
 * dx = dy s (1 + (1 − s) (a x + 3b x³)) with s = σ(a x + b x³), for y = swish(x).
 * @grain 16
 * @cost 14
 */
export function swish_backward(dx: Out, dy: In, x: In, a: f32, b: f32, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  zip_given<SwishBackward>(dx, dy, x, f32x4.splat(-a), f32x4.splat(-b), no, no, from, to);
}

/**
 * y = x Φ(x), at most 7 ulp off from −2 on, 14 from −5, 70 from −12.5; 0 below −13.3. −∞ gives NaN, as 0 · ∞ does.
 * @grain 16
 * @cost 18
 */
export function gelu(y: Out, x: In, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  map_given<Gelu>(y, x, no, no, no, no, from, to);
}

/**
 * dx = dy (Φ(x) + x e^(−x²/2) / √2π), for y = gelu(x).
 * @grain 16
 * @cost 20
 */
export function gelu_backward(dx: Out, dy: In, x: In, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  zip_given<GeluBackward>(dx, dy, x, no, no, no, no, from, to);
}

/**
 * y = x tanh(ln(1 + eˣ)) = x n / (n + 2) for n = eˣ (eˣ + 2), at most 4 ulp off. −∞ gives NaN, as 0 · ∞ does.
 * @grain 16
 * @cost 12
 */
export function mish(y: Out, x: In, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  map_given<Mish>(y, x, no, no, no, no, from, to);
}

/**
 * dx = dy (t + x t') with t = n / (n + 2) and t' = 4 eˣ (eˣ + 1) / (n + 2)², for y = mish(x).
 * @grain 16
 * @cost 14
 */
export function mish_backward(dx: Out, dy: In, x: In, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  zip_given<MishBackward>(dx, dy, x, no, no, no, no, from, to);
}

/**
 * y = ln(1 + e^(beta · x)) / beta, as (max(z, 0) + ln(1 + e^−|z|)) / beta for z = beta · x; x where z > threshold. At
 * most 3 ulp off.
 * @grain 16
 * @cost 16
 */
export function softplus(y: Out, x: In, beta: f32, threshold: f32, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  map_given<Softplus>(y, x, f32x4.splat(beta), f32x4.splat(threshold), no, no, from, to);
}

/**
 * dx = dy σ(beta · x), for y = softplus(x); dy where beta · x > threshold.
 * @grain 16
 * @cost 11
 */
export function softplus_backward(dx: Out, dy: In, x: In, beta: f32, threshold: f32, from: i32, to: i32): void {
  const no = i32x4.splat(0);
  zip_given<SoftplusBackward>(dx, dy, x, f32x4.splat(-beta), f32x4.splat(-threshold), no, no, from, to);
}
