// Optimizer updates. Hyperparameters lie in memory as float64 cells, so that they may change between steps; a one-item
// `tick` derives the step's float32 factors from them. Items of an update: elements.

import { In, InOut, Out } from "./abi";
import { madd } from "./simd";
import { factor, put, sign_of, update } from "./update";

/** The first n cells, float64 at `state`, as float32 factors at `now`. Items: 1. */
export function settings_tick(now: Out, state: In, n: i32, from: i32, to: i32): void {
  for (let i: usize = 0; i < <usize>n; i++) store<f32>(now + (i << 2), <f32>load<f64>(state + (i << 3)));
}

/**
 * Rate, momentum and weight decay as they are, and the share of the gradient that joins the velocity: 1 at first, then
 * 1 − dampening. `state` holds float64 rate, momentum, decay, dampening, and whether there was a step. Items: 1.
 */
export function sgd_tick(state: InOut, now: Out, from: i32, to: i32): void {
  for (let i: usize = 0; i < 3; i++) store<f32>(now + (i << 2), <f32>load<f64>(state + (i << 3)));
  store<f32>(now, <f32>(1 - load<f64>(state, 24) * load<f64>(state, 32)), 12);
  store<f64>(state, 1, 32);
}

/**
 * g = dw + decay · w; v = momentum · v + share · g; w −= rate · (nesterov ? g + momentum · v : v), with the factors of `sgd_tick`.
 * Without velocity, v = 0, w −= rate · g.
 * Source: PyTorch's SGD; Sutskever et al., "On the importance of initialization and momentum", 2013.
 * @grain 16
 * @cost 4
 */
export function sgd(w: InOut, v: InOut, dw: In, now: In, nesterov: i32, from: i32, to: i32): void {
  update<Momentum>(w, dw, v, nesterov, 0, now, from, to);
}

class Momentum {

  @inline
  step(w: usize, dw: usize, v: usize, nesterov: usize, _: usize, now: usize, o: usize, left: i32): void {
    const old = v128.load(w + o);
    let g = madd(factor(now, 2), old, v128.load(dw + o));
    if (v) {
      const velocity = madd(factor(now, 1), v128.load(v + o), f32x4.mul(factor(now, 3), g));
      put(v + o, velocity, left);
      g = nesterov ? madd(factor(now, 1), velocity, g) : velocity;
    }
    put(w + o, madd(f32x4.neg(factor(now, 0)), g, old), left);
  }
}

/**
 * w −= rate · (sign(β₁ m + (1 − β₁) dw) + decay · w); m = β₂ m + (1 − β₂) dw. `now` holds rate, β₁, 1 − β₁, β₂, 1 − β₂, decay.
 * Source: Chen et al., "Symbolic discovery of optimization algorithms", 2023, algorithm 2.
 * @grain 16
 * @cost 4
 */
export function lion(w: InOut, m: InOut, dw: In, now: In, from: i32, to: i32): void {
  update<Lion>(w, dw, m, 0, 0, now, from, to);
}

class Lion {

  @inline
  step(w: usize, dw: usize, m: usize, _: usize, __: usize, now: usize, o: usize, left: i32): void {
    const old = v128.load(w + o);
    const mean = v128.load(m + o);
    const g = v128.load(dw + o);
    const way = sign_of(madd(factor(now, 2), g, f32x4.mul(factor(now, 1), mean)));
    put(w + o, madd(f32x4.neg(factor(now, 0)), madd(factor(now, 5), old, way), old), left);
    put(m + o, madd(factor(now, 4), g, f32x4.mul(factor(now, 3), mean)), left);
  }
}

/**
 * Steps of a size for each number: where the gradient keeps its sign it grows η⁺ times, where the sign turns it shrinks η⁻ times
 * and the gradient counts as 0, always from `least` to `most`; w −= rate / first · size · sign(g). `size` and `before`, the gradient
 * of the step before, begin with `first` and 0. `now` holds rate, first, η⁻, η⁺, least, most.
 * Source: Riedmiller & Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993; PyTorch's.
 * @grain 16
 * @cost 5
 */
export function rprop(w: InOut, before: InOut, size: InOut, dw: In, now: In, from: i32, to: i32): void {
  update<Resilient>(w, dw, before, size, 0, now, from, to);
}

class Resilient {

  @inline
  step(w: usize, dw: usize, before: usize, size: usize, _: usize, now: usize, o: usize, left: i32): void {
    const all = v128.load(dw + o);
    const agreement = f32x4.mul(all, v128.load(before + o));
    const turned = f32x4.lt(agreement, f32x4.splat(0));
    const same = f32x4.gt(agreement, f32x4.splat(0));
    const grown = v128.bitselect(factor(now, 3), f32x4.splat(1), same);
    const change = v128.bitselect(factor(now, 2), grown, turned);
    const free = f32x4.mul(v128.load(size + o), change);
    const s = f32x4.min(f32x4.max(free, factor(now, 4)), factor(now, 5));
    const g = v128.andnot(all, turned);
    const share = f32x4.div(factor(now, 0), factor(now, 1));
    put(w + o, f32x4.sub(v128.load(w + o), f32x4.mul(share, f32x4.mul(sign_of(g), s))), left);
    put(before + o, g, left);
    put(size + o, s, left);
  }
}

/**
 * Counts an average: what it keeps of itself and the share of the new number, both float32. `state` holds float64 count, decay, and whether
 * it is the mean of all, which has no decay. The first number is the average. Items: 1.
 */
export function average_tick(state: InOut, now: Out, from: i32, to: i32): void {
  const n = load<f64>(state);
  const keep = n == 0 ? 0 : load<f64>(state, 16) != 0 ? n / (n + 1) : load<f64>(state, 8);
  store<f32>(now, <f32>keep);
  store<f32>(now, <f32>(1 - keep), 4);
  store<f64>(state, n + 1);
}

/**
 * mean = keep · mean + share · w, with the factors of `average_tick`.
 * @grain 16
 * @cost 3
 */
export function average(mean: InOut, w: In, now: In, from: i32, to: i32): void {
  update<Average>(mean, w, 0, 0, 0, now, from, to);
}

class Average {

  @inline
  step(mean: usize, w: usize, _: usize, __: usize, ___: usize, now: usize, o: usize, left: i32): void {
    const kept = f32x4.mul(factor(now, 0), v128.load(mean + o));
    put(mean + o, madd(factor(now, 1), v128.load(w + o), kept), left);
  }
}
