// Optimizers that divide the gradient by the root of its squares so far. ε stands where PyTorch has it. Items of an update: elements.

import { In, InOut, Out } from "./abi";
import { madd } from "./simd";
import { factor, put, update } from "./update";

/**
 * Counts a step: rate / (1 + t · rate decay), ε and decay as float32. `state` holds float64 rate, rate decay, ε, decay, and the steps t
 * before this one. Items: 1.
 */
export function adagrad_tick(state: InOut, now: Out, from: i32, to: i32): void {
  const t = load<f64>(state, 32);
  store<f32>(now, <f32>(load<f64>(state) / (1 + t * load<f64>(state, 8))));
  store<f32>(now, <f32>load<f64>(state, 16), 4);
  store<f32>(now, <f32>load<f64>(state, 24), 8);
  store<f64>(state, t + 1, 32);
}

/**
 * g = dw + decay · w; s += g²; w −= rate · g / (√s + ε), with the factors of `adagrad_tick`.
 * Source: Duchi, Hazan & Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011; PyTorch's.
 * @grain 16
 * @cost 5
 */
export function adagrad(w: InOut, s: InOut, dw: In, now: In, from: i32, to: i32): void {
  update<Adagrad>(w, dw, s, 0, 0, now, from, to);
}

class Adagrad {

  @inline
  step(w: usize, dw: usize, s: usize, _: usize, __: usize, now: usize, o: usize, left: i32): void {
    const old = v128.load(w + o);
    const g = madd(factor(now, 2), old, v128.load(dw + o));
    const sum = madd(g, g, v128.load(s + o));
    put(s + o, sum, left);
    put(
      w + o,
      f32x4.sub(old, f32x4.div(f32x4.mul(factor(now, 0), g), f32x4.add(f32x4.sqrt(sum), factor(now, 1)))),
      left,
    );
  }
}

/**
 * g = dw + decay · w; s = α s + (1 − α) g²; d = g / (√s + ε); w −= rate · d. With `m`, 0 for none, √(s − m²) for m = α m + (1 − α) g
 * in place of √s, of a variance that rounding made negative as if it were 0; with `v`, 0 for none, v = momentum · v + d in place of d.
 * `now` holds rate, α, 1 − α, ε, decay, momentum.
 * Source: Hinton, "Neural networks for machine learning", lecture 6e, 2012; Graves 2013, equation 38, for the centred one; PyTorch's.
 * @grain 16
 * @cost 7
 */
export function rmsprop(w: InOut, s: InOut, m: InOut, v: InOut, dw: In, now: In, from: i32, to: i32): void {
  update<Rmsprop>(w, dw, s, m, v, now, from, to);
}

class Rmsprop {

  @inline
  step(w: usize, dw: usize, s: usize, m: usize, v: usize, now: usize, o: usize, left: i32): void {
    const old = v128.load(w + o);
    const g = madd(factor(now, 4), old, v128.load(dw + o));
    let square = madd(f32x4.mul(factor(now, 2), g), g, f32x4.mul(factor(now, 1), v128.load(s + o)));
    put(s + o, square, left);
    if (m) {
      const mean = madd(factor(now, 2), g, f32x4.mul(factor(now, 1), v128.load(m + o)));
      put(m + o, mean, left);
      square = f32x4.max(madd(f32x4.neg(mean), mean, square), f32x4.splat(0));
    }
    let d = f32x4.div(g, f32x4.add(f32x4.sqrt(square), factor(now, 3)));
    if (v) {
      d = madd(factor(now, 5), v128.load(v + o), d);
      put(v + o, d, left);
    }
    put(w + o, madd(f32x4.neg(factor(now, 0)), d, old), left);
  }
}

/**
 * g = dw + decay · w; s = ρ s + (1 − ρ) g²; d = √((a + ε) / (s + ε)) · g; a = ρ a + (1 − ρ) d²; w −= rate · d.
 * `now` holds rate, ρ, 1 − ρ, ε, decay. Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, algorithm 1; PyTorch's.
 * @grain 16
 * @cost 6
 */
export function adadelta(w: InOut, s: InOut, a: InOut, dw: In, now: In, from: i32, to: i32): void {
  update<Adadelta>(w, dw, s, a, 0, now, from, to);
}

class Adadelta {

  @inline
  step(w: usize, dw: usize, s: usize, a: usize, _: usize, now: usize, o: usize, left: i32): void {
    const old = v128.load(w + o);
    const g = madd(factor(now, 4), old, v128.load(dw + o));
    const square = madd(f32x4.mul(factor(now, 2), g), g, f32x4.mul(factor(now, 1), v128.load(s + o)));
    const moved = v128.load(a + o);
    const d = f32x4.mul(f32x4.sqrt(f32x4.div(f32x4.add(moved, factor(now, 3)), f32x4.add(square, factor(now, 3)))), g);
    put(s + o, square, left);
    put(a + o, madd(f32x4.mul(factor(now, 2), d), d, f32x4.mul(factor(now, 1), moved)), left);
    put(w + o, madd(f32x4.neg(factor(now, 0)), d, old), left);
  }
}
