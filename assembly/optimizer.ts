// Optimizer updates. Hyperparameters lie in memory as float64 cells, so that they may change between steps; a one-item
// `tick` derives the step's float32 factors from them. Items of an update: elements.

import { at, In, InOut, Out } from "./abi";
import { load_lanes, madd, store_lanes } from "./simd";

/** now = learning rate, momentum, weight decay as float32; `state` holds them as float64. Items: 1. */
export function sgd_tick(now: Out, state: In, from: i32, to: i32): void {
  for (let i: usize = 0; i < 3; i++) store<f32>(now + (i << 2), <f32>load<f64>(state + (i << 3)));
}

/**
 * w −= rate · (dw + decay · w), with the factors of `sgd_tick`.
 * @grain 16
 * @cost 2
 */
export function sgd(w: InOut, dw: In, now: In, from: i32, to: i32): void {
  const rate = f32x4.neg(v128.load32_splat(now));
  const decay = v128.load32_splat(now, 8);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16)
    v128.store(w + o, sgd_step(v128.load(w + o), v128.load(dw + o), rate, decay));
  const n = to & 3;
  if (n) store_lanes(w + o, sgd_step(load_lanes(w + o, n), load_lanes(dw + o, n), rate, decay), n);
}


@inline
function sgd_step(w: v128, dw: v128, rate: v128, decay: v128): v128 {
  return madd(rate, madd(decay, w, dw), w);
}

/**
 * g = dw + decay · w; v = momentum · v + g; w −= rate · (nesterov ? g + momentum · v : v), with the factors of `sgd_tick`.
 * Source: PyTorch's SGD without dampening; Sutskever et al., "On the importance of initialization and momentum", 2013.
 * @grain 16
 * @cost 4
 */
export function sgd_momentum(w: InOut, v: InOut, dw: In, now: In, nesterov: i32, from: i32, to: i32): void {
  if (nesterov) momentum(w, v, dw, now, true, from, to);
  else momentum(w, v, dw, now, false, from, to);
}

/** The loop, made for each value of `nesterov`. */
@inline
function momentum(w: usize, v: usize, dw: usize, now: usize, nesterov: bool, from: i32, to: i32): void {
  const rate = f32x4.neg(v128.load32_splat(now));
  const keep = v128.load32_splat(now, 4);
  const decay = v128.load32_splat(now, 8);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) {
    const old = v128.load(w + o);
    const g = madd(decay, old, v128.load(dw + o));
    const velocity = madd(keep, v128.load(v + o), g);
    v128.store(v + o, velocity);
    v128.store(w + o, madd(rate, nesterov ? madd(keep, velocity, g) : velocity, old));
  }
  const n = to & 3;
  if (n) {
    const old = load_lanes(w + o, n);
    const g = madd(decay, old, load_lanes(dw + o, n));
    const velocity = madd(keep, load_lanes(v + o, n), g);
    store_lanes(v + o, velocity, n);
    store_lanes(w + o, madd(rate, nesterov ? madd(keep, velocity, g) : velocity, old), n);
  }
}

/**
 * Counts a step of Adam. `state` holds float64 rate, β₁, β₂, ε, weight decay, β₁ᵗ, β₂ᵗ; the powers are multiplied on, and `now` gets
 * the float32 factors rate / (1 − β₁ᵗ), 1 / √(1 − β₂ᵗ), ε, decay, β₁, 1 − β₁, β₂, 1 − β₂. Items: 1.
 */
export function adam_tick(state: InOut, now: Out, from: i32, to: i32): void {
  const b1 = load<f64>(state, 8);
  const b2 = load<f64>(state, 16);
  const p1 = load<f64>(state, 40) * b1;
  const p2 = load<f64>(state, 48) * b2;
  store<f64>(state, p1, 40);
  store<f64>(state, p2, 48);
  store<f32>(now, <f32>(load<f64>(state) / (1 - p1)));
  store<f32>(now, <f32>(1 / sqrt<f64>(1 - p2)), 4);
  store<f32>(now, <f32>load<f64>(state, 24), 8);
  store<f32>(now, <f32>load<f64>(state, 32), 12);
  store<f32>(now, <f32>b1, 16);
  store<f32>(now, <f32>(1 - b1), 20);
  store<f32>(now, <f32>b2, 24);
  store<f32>(now, <f32>(1 - b2), 28);
}

/**
 * g = dw + decay · w; m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; w −= rate' m / (√v / √(1 − β₂ᵗ) + ε),
 * with the factors of `adam_tick`. Source: Kingma & Ba, "Adam", 2015, algorithm 1; the decay is PyTorch's (L2).
 * @grain 16
 * @cost 8
 */
export function adam(w: InOut, m: InOut, v: InOut, dw: In, now: In, from: i32, to: i32): void {
  const rate = v128.load32_splat(now);
  const root = v128.load32_splat(now, 4);
  const epsilon = v128.load32_splat(now, 8);
  const decay = v128.load32_splat(now, 12);
  const b1 = v128.load32_splat(now, 16);
  const c1 = v128.load32_splat(now, 20);
  const b2 = v128.load32_splat(now, 24);
  const c2 = v128.load32_splat(now, 28);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) {
    const old = v128.load(w + o);
    const g = madd(decay, old, v128.load(dw + o));
    const mi = moment(b1, v128.load(m + o), c1, g);
    const vi = moment(b2, v128.load(v + o), f32x4.mul(c2, g), g);
    v128.store(m + o, mi);
    v128.store(v + o, vi);
    v128.store(w + o, adam_step(old, mi, vi, rate, root, epsilon));
  }
  const n = to & 3;
  if (n) {
    const old = load_lanes(w + o, n);
    const g = madd(decay, old, load_lanes(dw + o, n));
    const mi = moment(b1, load_lanes(m + o, n), c1, g);
    const vi = moment(b2, load_lanes(v + o, n), f32x4.mul(c2, g), g);
    store_lanes(m + o, mi, n);
    store_lanes(v + o, vi, n);
    store_lanes(w + o, adam_step(old, mi, vi, rate, root, epsilon), n);
  }
}


@inline
function moment(beta: v128, old: v128, c: v128, g: v128): v128 {
  return madd(c, g, f32x4.mul(beta, old));
}


@inline
function adam_step(w: v128, m: v128, v: v128, rate: v128, root: v128, epsilon: v128): v128 {
  return f32x4.sub(w, f32x4.div(f32x4.mul(rate, m), madd(f32x4.sqrt(v), root, epsilon)));
}
