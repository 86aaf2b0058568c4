// Adam and its relatives: a running mean of the gradient over the root of a running mean of its square. What they differ in is
// in the factors that a tick derives. Items of an update: elements.

import { In, InOut, Out } from "./abi";
import { madd } from "./simd";
import { factor, put, update } from "./update";

/**
 * Counts a step and derives its float32 factors at `now`:
 *
 *     0 rate of the mean, 1 of the gradient, 2 factor of the root, 3 ε, 4 decay, 5 rate · decoupled decay, 6 β₁, 7 1 − β₁, 8 β₂, 9 1 − β₂
 *
 * `state` holds float64 rate, β₁, β₂, ε, decay, decoupled decay, β₁ᵗ and β₂ᵗ, which are multiplied on, and what a rule has besides.
 * Rule 0, Adam: rate / (1 − β₁ᵗ), root 1 / √(1 − β₂ᵗ). Rule 1, NAdam: the mean with the next step's momentum, the gradient with this
 * one's; 8 q, 9 qᵗ, 10 the product of all momenta (of which PyTorch 1.13 counts the last twice for the mean, and so does this). Rule 2, RAdam: the rate rectified once its variance is known, before that
 * without a root; 8 t. Items: 1.
 * Source: Kingma & Ba 2015; Dozat 2016; Liu et al. 2020; PyTorch's.
 */
export function adam_tick(state: InOut, now: Out, rule: i32, from: i32, to: i32): void {
  const rate = load<f64>(state);
  const b1 = load<f64>(state, 8);
  const b2 = load<f64>(state, 16);
  const p1 = load<f64>(state, 48) * b1;
  const p2 = load<f64>(state, 56) * b2;
  store<f64>(state, p1, 48);
  store<f64>(state, p2, 56);
  let mean = rate / (1 - p1);
  let gradient: f64 = 0;
  let root = 1 / sqrt<f64>(1 - p2);
  let epsilon = load<f64>(state, 24);
  if (rule == 1) {
    const q = load<f64>(state, 64);
    const power = load<f64>(state, 72) * q;
    const momentum = b1 * (1 - 0.5 * power);
    const next = b1 * (1 - 0.5 * power * q);
    const product = load<f64>(state, 80) * momentum;
    store<f64>(state, power, 72);
    store<f64>(state, product, 80);
    mean = (rate * next) / (1 - product * momentum * next);
    gradient = (rate * (1 - momentum)) / (1 - product);
  } else if (rule == 2) {
    const t = load<f64>(state, 64) + 1;
    store<f64>(state, t, 64);
    const most = 2 / (1 - b2) - 1;
    const length = most - (2 * t * p2) / (1 - p2);
    if (length > 5) {
      const share = ((length - 4) * (length - 2) * most) / ((most - 4) * (most - 2) * length);
      mean *= sqrt<f64>(share) * sqrt<f64>(1 - p2);
      root = 1;
    } else {
      root = 0;
      epsilon = 1;
    }
  }
  store<f32>(now, <f32>mean);
  store<f32>(now, <f32>gradient, 4);
  store<f32>(now, <f32>root, 8);
  store<f32>(now, <f32>epsilon, 12);
  store<f32>(now, <f32>load<f64>(state, 32), 16);
  store<f32>(now, <f32>(rate * load<f64>(state, 40)), 20);
  store<f32>(now, <f32>b1, 24);
  store<f32>(now, <f32>(1 - b1), 28);
  store<f32>(now, <f32>b2, 32);
  store<f32>(now, <f32>(1 - b2), 36);
}

/**
 * g = dw + decay · w; m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; w −= shrinkage · w + (rate₀ m + rate₁ g) / (root √v + ε), with
 * the factors of `adam_tick`. With `top`, which may be 0 for none, its largest number so far stands for v below the root (AMSGrad).
 * Source: Kingma & Ba, "Adam", 2015, algorithm 1; Loshchilov & Hutter, "Decoupled weight decay regularization", 2019; Reddi et al.,
 * "On the convergence of Adam and beyond", 2018.
 * @grain 16
 * @cost 8
 */
export function adam(w: InOut, m: InOut, v: InOut, top: InOut, dw: In, now: In, from: i32, to: i32): void {
  update<Adam>(w, dw, m, v, top, now, from, to);
}

class Adam {

  @inline
  step(w: usize, dw: usize, m: usize, v: usize, top: usize, now: usize, o: usize, left: i32): void {
    const old = v128.load(w + o);
    const g = madd(factor(now, 4), old, v128.load(dw + o));
    const mean = madd(factor(now, 7), g, f32x4.mul(factor(now, 6), v128.load(m + o)));
    let square = madd(f32x4.mul(factor(now, 9), g), g, f32x4.mul(factor(now, 8), v128.load(v + o)));
    put(m + o, mean, left);
    put(v + o, square, left);
    if (top) {
      square = f32x4.max(square, v128.load(top + o));
      put(top + o, square, left);
    }
    const way = madd(factor(now, 1), g, f32x4.mul(factor(now, 0), mean));
    const shrunk = madd(f32x4.neg(factor(now, 5)), old, old);
    put(w + o, f32x4.sub(shrunk, f32x4.div(way, madd(f32x4.sqrt(square), factor(now, 2), factor(now, 3)))), left);
  }
}

/**
 * g = dw + decay · w; m = β₁ m + (1 − β₁) g; u = max(β₂ u, |g| + ε); w −= rate₀ m / u, with the factors of `adam_tick`.
 * Source: Kingma & Ba, "Adam", 2015, algorithm 2; ε is PyTorch's.
 * @grain 16
 * @cost 6
 */
export function adamax(w: InOut, m: InOut, u: InOut, dw: In, now: In, from: i32, to: i32): void {
  update<Adamax>(w, dw, m, u, 0, now, from, to);
}

class Adamax {

  @inline
  step(w: usize, dw: usize, m: usize, u: usize, _: usize, now: usize, o: usize, left: i32): void {
    const old = v128.load(w + o);
    const g = madd(factor(now, 4), old, v128.load(dw + o));
    const mean = madd(factor(now, 7), g, f32x4.mul(factor(now, 6), v128.load(m + o)));
    const most = f32x4.max(f32x4.mul(factor(now, 8), v128.load(u + o)), f32x4.add(f32x4.abs(g), factor(now, 3)));
    put(m + o, mean, left);
    put(u + o, most, left);
    put(w + o, f32x4.sub(old, f32x4.div(f32x4.mul(factor(now, 0), mean), most)), left);
  }
}
