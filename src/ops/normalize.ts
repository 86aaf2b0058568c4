import { noGrad, record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { checkDType } from "../tensor/check.ts";
import { scope } from "../tensor/scope.ts";
import { checkAxis } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { div } from "./div.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { maximum } from "./maximum.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { sqrt } from "./sqrt.ts";
import { sub } from "./sub.ts";
import { sum } from "./sum.ts";

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** Which norm, a finite number from 1 on; default 2, the Euclidean one. */
  readonly p?: number;
  /** The axis along which the numbers have the norm 1; default 1. */
  readonly axis?: number;
  /** What norms are raised to at least; default 1e-12. */
  readonly epsilon?: number;
}

/** Smaller numbers have no reciprocal. */
const SMALLEST = 2 ** -126;

/**
 * `y = x / max(‖x‖, ε)` for the norm `‖x‖ = (Σ |x|ᵖ)^(1/p)` along an axis.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = (dy − sign x · |x / ‖x‖|ᵖ⁻¹ · Σ dy · y) / ‖x‖`; `dy / ε` where the norm is below ε.
 * Throws `ShapeError` if x lacks the axis, `DTypeError` unless it is float32, `ValueError` for options out of range.
 */
export function normalize(x: Tensor, { p = 2, axis = 1, epsilon = 1e-12 }: NormalizeOptions = {}): Tensor {
  checkDType("normalize", "x", x, "float32");
  const along = checkAxis("normalize", axis, x.rank);
  checkValue("normalize", "p", p, p >= 1 && p < Infinity, "a finite number from 1 on");
  checkValue("normalize", "epsilon", epsilon, epsilon > 0 && epsilon < Infinity, "a finite number above 0");
  const y = scope(() => noGrad(() => div(x, maximum(norm(x, p, along), epsilon))));
  return record("normalize", y, [x], (dy) => {
    const n = norm(x, p, along);
    const divisor = maximum(n, epsilon);
    const dot = sum(mul(dy, y), along, true);
    // The norm takes part where it is the larger one.
    const share = new Tensor(dot.shape);
    if (dot.size > 0) launch.max_backward(share.address, dot.address, divisor.address, n.address, 1, 1, dot.size);
    return [div(sub(dy, mul(slope(x, y, p), share)), divisor)];
  });
}

function norm(x: Tensor, p: number, axis: number): Tensor {
  if (p === 2) return sqrt(sum(mul(x, x), axis, true));
  if (p === 1) return sum(absolute(x), axis, true);
  return exp(div(log(sum(power(x, p), axis, true)), p));
}

/** The gradient of the norm, sign x · |y|ᵖ⁻¹, where y = x / ‖x‖. */
function slope(x: Tensor, y: Tensor, p: number): Tensor {
  if (p === 2) return y;
  const sign = div(x, maximum(absolute(x), SMALLEST));
  return p === 1 ? sign : mul(sign, power(y, p - 1));
}

function absolute(x: Tensor): Tensor {
  return maximum(x, neg(x));
}

/** |x|ᵖ for p above 0. */
function power(x: Tensor, p: number): Tensor {
  return exp(mul(log(absolute(x)), p));
}
