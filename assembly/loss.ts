// Losses and slopes of straight lines, squares and quotients; operands and items as in loss-loop.ts.

import { In, Out } from "./abi";
import { difference, fast_loss_loop, positive, shortfall, variance } from "./loss-loop";
import { c } from "./math";

class Deviation {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, q: v128, r: v128): v128 {
    const size = f32x4.abs(difference(a, b));
    const v = f32x4.pmin(size, p);
    return f32x4.add(f32x4.mul(f32x4.mul(q, v), v), f32x4.mul(r, f32x4.sub(size, v)));
  }
}
class DeviationSlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, q: v128, _r: v128): v128 {
    return f32x4.mul(f32x4.pmax(f32x4.pmin(difference(a, b), p), f32x4.neg(p)), q);
  }
}
class Hinge {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    return positive(shortfall(a, b, p));
  }
}
class HingeSlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    return v128.andnot(f32x4.neg(v128.load(b)), f32x4.lt(shortfall(a, b, p), f32x4.splat(0)));
  }
}
class SquaredHinge {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const v = positive(shortfall(a, b, p));
    return f32x4.mul(v, v);
  }
}
class SquaredHingeSlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const v = positive(shortfall(a, b, p));
    return f32x4.mul(v128.load(b), f32x4.neg(f32x4.add(v, v)));
  }
}
class HingeEmbedding {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    const t = v128.load(b);
    const apart = v128.andnot(positive(f32x4.sub(p, x)), f32x4.eq(t, c(12)));
    return f32x4.add(apart, v128.andnot(x, f32x4.eq(t, c(22))));
  }
}
class HingeEmbeddingSlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const t = v128.load(b);
    const apart = v128.andnot(f32x4.le(v128.load(a), p), f32x4.eq(t, c(12)));
    return f32x4.sub(v128.andnot(c(12), f32x4.eq(t, c(22))), v128.and(apart, c(12)));
  }
}
class CrossEntropySlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    const x = v128.load(a);
    return f32x4.div(difference(a, b), f32x4.pmax(f32x4.mul(f32x4.sub(c(12), x), x), p));
  }
}
class RateSlope {

  @inline lanes(a: usize, b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    return f32x4.sub(c(12), f32x4.div(v128.load(b), f32x4.add(v128.load(a), p)));
  }
}
class GaussianSlope {

  @inline lanes(a: usize, b: usize, d: usize, p: v128, _q: v128, _r: v128): v128 {
    return f32x4.div(difference(a, b), variance(d, p));
  }
}
class VarianceSlope {

  @inline lanes(a: usize, b: usize, d: usize, p: v128, _q: v128, _r: v128): v128 {
    const v = variance(d, p);
    const e = difference(a, b);
    return f32x4.div(f32x4.mul(f32x4.sub(c(12), f32x4.div(f32x4.mul(e, e), v)), c(36)), v);
  }
}
class LogSlope {

  @inline lanes(a: usize, _b: usize, _d: usize, p: v128, _q: v128, _r: v128): v128 {
    return f32x4.div(c(12), f32x4.pmax(v128.load(a), p));
  }
}

/**
 * y = g · F for F number `formula`:
 *
 * - 0: q v² + r (|a − b| − v) for v = min(|a − b|, p), and 1: q (a − b), held in [−p, p] before q is multiplied
 * - 2: max(p − a b, 0), and 3: its slope by a; 4: the square of 2, and 5: its slope by a
 * - 6: a where b is 1, max(p − a, 0) where it is −1, else both; and 7: its slope by a
 * - 8: (a − b) / max(a (1 − a), p), the slope of the binary cross entropy of probabilities
 * - 9: 1 − b / (a + p)
 * - 10: (a − b) / v and 11: (1 − (a − b)² / v) / 2v for v = max(d, p), NaN where d < 0
 * - 12: 1 / max(a, p)
 * @grain 16
 * @cost 2
 */
export function straight_loss(
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
      return fast_loss_loop<Deviation>(y, g, a, b, d, step, p, q, r, from, to);
    case 1:
      return fast_loss_loop<DeviationSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 2:
      return fast_loss_loop<Hinge>(y, g, a, b, d, step, p, q, r, from, to);
    case 3:
      return fast_loss_loop<HingeSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 4:
      return fast_loss_loop<SquaredHinge>(y, g, a, b, d, step, p, q, r, from, to);
    case 5:
      return fast_loss_loop<SquaredHingeSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 6:
      return fast_loss_loop<HingeEmbedding>(y, g, a, b, d, step, p, q, r, from, to);
    case 7:
      return fast_loss_loop<HingeEmbeddingSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 8:
      return fast_loss_loop<CrossEntropySlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 9:
      return fast_loss_loop<RateSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 10:
      return fast_loss_loop<GaussianSlope>(y, g, a, b, d, step, p, q, r, from, to);
    case 11:
      return fast_loss_loop<VarianceSlope>(y, g, a, b, d, step, p, q, r, from, to);
    default:
      return fast_loss_loop<LogSlope>(y, g, a, b, d, step, p, q, r, from, to);
  }
}
