// Activations, float32. A gradient takes y or x, whichever makes it cheaper. Items are elements.

import { In, Out } from "./abi";
import { map, map_heavy, map_with, zip } from "./elementwise";
import { at } from "./abi";
import { sigmoid4, tanh4 } from "./math";
import { load_lanes, store_lanes } from "./simd";

class Relu {
  // pmax is one instruction where max is several, and keeps NaN because x is its first operand.
  @inline lanes(x: v128): v128 {
    return f32x4.pmax(x, f32x4.splat(0));
  }
}
class ReluBackward {

  @inline lanes(dy: v128, y: v128): v128 {
    return v128.andnot(dy, f32x4.le(y, f32x4.splat(0)));
  }
}
class LeakyRelu {

  @inline lanes(x: v128, slope: v128): v128 {
    return v128.bitselect(f32x4.mul(x, slope), x, f32x4.lt(x, f32x4.splat(0)));
  }
}
class Sigmoid {

  @inline lanes(x: v128): v128 {
    return sigmoid4(x);
  }
}
class SigmoidBackward {

  @inline lanes(dy: v128, y: v128): v128 {
    return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(f32x4.splat(1), y)));
  }
}
class Tanh {

  @inline lanes(x: v128): v128 {
    return tanh4(x);
  }
}
class TanhBackward {

  @inline lanes(dy: v128, y: v128): v128 {
    return f32x4.mul(dy, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)));
  }
}

/**
 * y = max(x, 0).
 * @grain 16
 */
export function relu(y: Out, x: In, from: i32, to: i32): void {
  map<Relu>(y, x, from, to);
}

/**
 * dx = 0 where y ≤ 0, else dy, for y = relu(x): what is NaN stays visible.
 * @grain 16
 */
export function relu_backward(dx: Out, dy: In, y: In, from: i32, to: i32): void {
  zip<ReluBackward>(dx, dy, y, from, to);
}

/**
 * y = x where x ≥ 0, else slope · x.
 * @grain 16
 */
export function leaky_relu(y: Out, x: In, slope: f32, from: i32, to: i32): void {
  map_with<LeakyRelu>(y, x, f32x4.splat(slope), from, to);
}

/**
 * dx = dy where x > 0, else slope · dy, for y = leaky_relu(x).
 * @grain 16
 */
export function leaky_relu_backward(dx: Out, dy: In, x: In, slope: f32, from: i32, to: i32): void {
  const s = f32x4.splat(slope);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) {
    v128.store(dx + o, leaky_gradient(v128.load(dy + o), v128.load(x + o), s));
  }
  const n = to & 3;
  if (n) store_lanes(dx + o, leaky_gradient(load_lanes(dy + o, n), load_lanes(x + o, n), s), n);
}


@inline
function leaky_gradient(dy: v128, x: v128, slope: v128): v128 {
  return v128.bitselect(dy, f32x4.mul(dy, slope), f32x4.gt(x, f32x4.splat(0)));
}

/**
 * y = 1 / (1 + e⁻ˣ), with the accuracy of `sigmoid4`.
 * @grain 16
 * @cost 10
 */
export function sigmoid(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Sigmoid>(y, x, from, to);
}

/**
 * dx = dy · y (1 − y), for y = sigmoid(x).
 * @grain 16
 */
export function sigmoid_backward(dx: Out, dy: In, y: In, from: i32, to: i32): void {
  zip<SigmoidBackward>(dx, dy, y, from, to);
}

/**
 * y = tanh x, with the accuracy of `tanh4`.
 * @grain 16
 * @cost 14
 */
export function tanh(y: Out, x: In, from: i32, to: i32): void {
  map_heavy<Tanh>(y, x, from, to);
}

/**
 * dx = dy (1 − y²), for y = tanh x.
 * @grain 16
 */
export function tanh_backward(dx: Out, dy: In, y: In, from: i32, to: i32): void {
  zip<TanhBackward>(dx, dy, y, from, to);
}
