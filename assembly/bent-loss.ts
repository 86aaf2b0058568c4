// Losses and slopes of logarithms and exponentials; operands and items as in loss-loop.ts.

import { In, Out } from "./abi";
import { difference, loss_loop, positive, variance } from "./loss-loop";
import { c, exp4, exp_below, log4, tanh4 } from "./math";
import { expm1_below, log1p_unit4 } from "./math-activation";
import { log1p_4 } from "./math-special";
import { madd } from "./simd";

/** ln x but for logarithms below −100, which are −100. */
function bounded_log(x: v128): v128 {
  return f32x4.pmax(log4(x), c(145));
}

/** ln(1 − x) in the same way. */
function bounded_log_rest(x: v128): v128 {
  return f32x4.pmax(log1p_4(f32x4.neg(x)), c(145));
}

function log_of(x: v128): v128 {
  return log4(x);
}

function exp_of(x: v128): v128 {
  return exp4(x);
}

/** e^−|x|. */
@inline
function decay(x: v128): v128 {
  return exp_below(f32x4.neg(f32x4.abs(x)));
}

/** ln(1 + e^−|x|): what ln(1 + eˣ) is above max(x, 0). */
function bend(x: v128): v128 {
  return log1p_unit4(decay(x));
}

/** σ(x) for e = e^−|x|, with all digits where it is small. */
@inline
function gate(e: v128, is_low: v128): v128 {
  return f32x4.div(v128.bitselect(e, c(12), is_low), f32x4.add(e, c(12)));
}


@inline
function is_below(x: v128): v128 {
  return f32x4.lt(x, f32x4.splat(0));
}

class LogCosh {

  @inline lanes(a: usize, b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    const size = f32x4.abs(difference(a, b));
    const m = expm1_below(f32x4.neg(size));
    const e = f32x4.add(m, c(12));
    // Near 0: cosh − 1 = (1 − e)² / 2e, of which no digits cancel; elsewhere: ln(e^|d| (1 + e²) / 2).
    const near = f32x4.lt(size, c(12));
    const inner = v128.bitselect(f32x4.div(f32x4.mul(m, m), f32x4.add(e, e)), f32x4.mul(e, e), near);
    return f32x4.add(log1p_unit4(inner), v128.andnot(f32x4.sub(size, c(190)), near));
  }
}
class LogCoshSlope {

  @inline lanes(a: usize, b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    return tanh4(difference(a, b));
  }
}
class CrossEntropy {

  @inline lanes(a: usize, b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    const t = v128.load(b);
    const rest = f32x4.mul(f32x4.sub(t, c(12)), bounded_log_rest(x));
    return f32x4.sub(rest, f32x4.mul(t, bounded_log(x)));
  }
}
class CrossEntropyTargetSlope {

  @inline lanes(a: usize, _b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    return f32x4.sub(bounded_log_rest(x), bounded_log(x));
  }
}
class LogitEntropy {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    const t = v128.load(b);
    const l = bend(x);
    const right = f32x4.mul(f32x4.mul(t, p), f32x4.add(positive(f32x4.neg(x)), l));
    return f32x4.add(f32x4.mul(f32x4.sub(c(12), t), f32x4.add(positive(x), l)), right);
  }
}
class LogitEntropySlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    const t = v128.load(b);
    const e = decay(x);
    const low = is_below(x);
    const right = f32x4.mul(f32x4.mul(t, p), gate(e, v128.not(low)));
    return f32x4.sub(f32x4.mul(f32x4.sub(c(12), t), gate(e, low)), right);
  }
}
class LogitEntropyTargetSlope {

  @inline lanes(a: usize, _b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    const l = bend(x);
    const right = f32x4.mul(p, f32x4.add(positive(f32x4.neg(x)), l));
    return f32x4.sub(right, f32x4.add(positive(x), l));
  }
}
class SoftMargin {

  @inline lanes(a: usize, b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    const z = f32x4.mul(v128.load(a), v128.load(b));
    return f32x4.add(positive(f32x4.neg(z)), bend(z));
  }
}
class SoftMarginSlope {

  @inline lanes(a: usize, b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    const t = f32x4.neg(v128.load(b));
    const z = f32x4.mul(v128.load(a), t);
    return f32x4.mul(t, gate(decay(z), is_below(z)));
  }
}
class Divergence {

  @inline lanes(a: usize, b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    const t = v128.load(b);
    const own = v128.andnot(f32x4.mul(t, log_of(t)), f32x4.eq(t, f32x4.splat(0)));
    return f32x4.sub(own, f32x4.mul(t, v128.load(a)));
  }
}
class DivergenceTargetSlope {

  @inline lanes(a: usize, b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    return f32x4.sub(f32x4.add(log_of(v128.load(b)), c(12)), v128.load(a));
  }
}
class LogDivergence {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    return f32x4.mul(exp_of(v128.load(b)), f32x4.add(difference(b, a), p));
  }
}
class LogRate {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    const factor = v128.bitselect(c(12), x, f32x4.ne(p, f32x4.splat(0)));
    return f32x4.sub(exp_of(x), f32x4.mul(v128.load(b), factor));
  }
}
class Rate {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, q: v128, _r: v128): v128 {
    const x = v128.load(a);
    const l = log_of(f32x4.add(x, p));
    // For q = 1 the slope by b.
    const slope = f32x4.ne(q, f32x4.splat(0));
    return f32x4.sub(v128.andnot(x, slope), f32x4.mul(v128.bitselect(c(12), v128.load(b), slope), l));
  }
}
class Gaussian {

  @inline lanes(a: usize, b: usize, d: usize, p: v128, q: v128, _r: v128): v128 {
    const v = variance(d, p);
    const e = difference(a, b);
    return madd(f32x4.add(f32x4.div(f32x4.mul(e, e), v), log_of(v)), c(36), q);
  }
}
class Focal {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, q: v128, r: v128): v128 {
    const t = v128.load(b);
    const z = f32x4.mul(v128.load(a), f32x4.sub(f32x4.add(t, t), c(12)));
    const l = bend(z);
    const focus = exp_below(f32x4.mul(f32x4.neg(p), f32x4.add(positive(z), l)));
    return f32x4.mul(f32x4.mul(madd(t, f32x4.sub(q, r), r), focus), f32x4.add(positive(f32x4.neg(z)), l));
  }
}
class FocalSlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, q: v128, r: v128): v128 {
    const t = v128.load(b);
    const sign = f32x4.sub(f32x4.add(t, t), c(12));
    const z = f32x4.mul(v128.load(a), sign);
    const e = decay(z);
    const l = log1p_unit4(e);
    const low = is_below(z);
    const focus = exp_below(f32x4.mul(f32x4.neg(p), f32x4.add(positive(z), l)));
    const weight = f32x4.mul(f32x4.mul(madd(t, f32x4.sub(q, r), r), focus), sign);
    const inner = f32x4.mul(f32x4.mul(p, gate(e, low)), f32x4.add(positive(f32x4.neg(z)), l));
    return f32x4.neg(f32x4.mul(weight, f32x4.add(inner, gate(e, v128.not(low)))));
  }
}
class BoundedLog {

  @inline lanes(a: usize, _b: usize, _d: usize, _p: v128, _q: v128, _r: v128): v128 {
    return bounded_log(v128.load(a));
  }
}

/**
 * y = g · F for F number `formula`, in which log is not below −100:
 *
 * - 0: ln cosh(a − b), and 1: its slope by a
 * - 2: −b log a − (1 − b) log(1 − a), and 3: its slope by b
 * - 4: p b s(−a) + (1 − b) s(a) for s(x) = ln(1 + eˣ), 5: its slope by a, and 6: by b
 * - 7: s(−a b), and 8: its slope by a
 * - 9: b (ln b − a), in which 0 ln 0 is 0, and 10: its slope by b
 * - 11: eᵇ (b − a + p)
 * - 12: eᵃ − b a, or, for p other than 0, eᵃ − b
 * - 13: a − b ln(a + p), or, for q other than 0, −ln(a + p)
 * - 14: ½ (ln v + (a − b)² / v) + q for v = max(d, p), NaN where d < 0
 * - 15: w e^(−p s(z)) s(−z) for z = a (2b − 1) and w = b q + (1 − b) r, and 16: its slope by a
 * - 17: log a
 *
 * At most 8 ulp off, of the largest of the terms that are added.
 * @grain 16
 * @cost 12
 */
export function bent_loss(
  y: Out,
  g: In,
  a: In,
  b: In,
  d: In,
  step: i32,
  formula: i32,
  p: f32,
  q: f32,
  r: f32,
  from: i32,
  to: i32,
): void {
  switch (formula) {
    case 0:
      return loss_loop<LogCosh>(y, g, a, b, d, step, p, q, r, from, to);
    case 1:
      return loss_loop<LogCoshSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 2:
      return loss_loop<CrossEntropy>(y, g, a, b, d, step, p, q, r, from, to);
    case 3:
      return loss_loop<CrossEntropyTargetSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 4:
      return loss_loop<LogitEntropy>(y, g, a, b, d, step, p, q, r, from, to);
    case 5:
      return loss_loop<LogitEntropySlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 6:
      return loss_loop<LogitEntropyTargetSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 7:
      return loss_loop<SoftMargin>(y, g, a, b, d, step, p, q, r, from, to);
    case 8:
      return loss_loop<SoftMarginSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 9:
      return loss_loop<Divergence>(y, g, a, b, d, step, p, q, r, from, to);
    case 10:
      return loss_loop<DivergenceTargetSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 11:
      return loss_loop<LogDivergence>(y, g, a, b, d, step, p, q, r, from, to);
    case 12:
      return loss_loop<LogRate>(y, g, a, b, d, step, p, q, r, from, to);
    case 13:
      return loss_loop<Rate>(y, g, a, b, d, step, p, q, r, from, to);
    case 14:
      return loss_loop<Gaussian>(y, g, a, b, d, step, p, q, r, from, to);
    case 15:
      return loss_loop<Focal>(y, g, a, b, d, step, p, q, r, from, to);
    case 16:
      return loss_loop<FocalSlope>(y, g, a, b, d, step, p, q, r, from, to);
    default:
      return loss_loop<BoundedLog>(y, g, a, b, d, step, p, q, r, from, to);
  }
}
