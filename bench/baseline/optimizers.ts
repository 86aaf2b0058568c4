type Gradient = Readonly<Float32Array>;

/** w −= rate · dw. */
export function sgd(w: Float32Array, dw: Gradient, rate: number): void {
  for (let i = 0; i < w.length; i++) w[i]! -= rate * dw[i]!;
}

/** v = momentum · v + dw; w −= rate · v. */
export function sgdMomentum(w: Float32Array, v: Float32Array, dw: Gradient, rate: number, momentum: number): void {
  for (let i = 0; i < w.length; i++) {
    v[i] = momentum * v[i]! + dw[i]!;
    w[i]! -= rate * v[i]!;
  }
}

/** Adam's step number t, counted from 1, with β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
export function adam(w: Float32Array, m: Float32Array, v: Float32Array, dw: Gradient, rate: number, t: number): void {
  const step = rate / (1 - 0.9 ** t);
  const root = 1 / Math.sqrt(1 - 0.999 ** t);
  for (let i = 0; i < w.length; i++) {
    const g = dw[i]!;
    const mi = (m[i] = 0.9 * m[i]! + 0.1 * g);
    const vi = (v[i] = 0.999 * v[i]! + 0.001 * g * g);
    w[i]! -= (step * mi) / (Math.sqrt(vi) * root + 1e-8);
  }
}

/** Adam with the largest square so far below the root. */
export function amsgrad(
  w: Float32Array,
  m: Float32Array,
  v: Float32Array,
  top: Float32Array,
  dw: Gradient,
  rate: number,
  t: number,
): void {
  const step = rate / (1 - 0.9 ** t);
  const root = 1 / Math.sqrt(1 - 0.999 ** t);
  for (let i = 0; i < w.length; i++) {
    const g = dw[i]!;
    const mi = (m[i] = 0.9 * m[i]! + 0.1 * g);
    const vi = (v[i] = 0.999 * v[i]! + 0.001 * g * g);
    const most = (top[i] = Math.max(top[i]!, vi));
    w[i]! -= (step * mi) / (Math.sqrt(most) * root + 1e-8);
  }
}

/** Adam with the largest gradient so far: β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
export function adamax(w: Float32Array, m: Float32Array, u: Float32Array, dw: Gradient, rate: number, t: number): void {
  const step = rate / (1 - 0.9 ** t);
  for (let i = 0; i < w.length; i++) {
    const mi = (m[i] = 0.9 * m[i]! + 0.1 * dw[i]!);
    const most = (u[i] = Math.max(0.999 * u[i]!, Math.abs(dw[i]!) + 1e-8));
    w[i]! -= (step * mi) / most;
  }
}

export function adagrad(w: Float32Array, s: Float32Array, dw: Gradient, rate: number): void {
  for (let i = 0; i < w.length; i++) {
    const sum = (s[i]! += dw[i]! * dw[i]!);
    w[i]! -= (rate * dw[i]!) / (Math.sqrt(sum) + 1e-10);
  }
}

/** RMSprop with α = 0.99, ε = 1e-8. */
export function rmsprop(w: Float32Array, s: Float32Array, dw: Gradient, rate: number): void {
  for (let i = 0; i < w.length; i++) {
    const square = (s[i] = 0.99 * s[i]! + 0.01 * dw[i]! * dw[i]!);
    w[i]! -= (rate * dw[i]!) / (Math.sqrt(square) + 1e-8);
  }
}

/** The same by the variance, with ε = 1e-2, and with momentum 0.9. */
export function rmspropCentred(
  w: Float32Array,
  s: Float32Array,
  m: Float32Array,
  v: Float32Array,
  dw: Gradient,
  rate: number,
): void {
  for (let i = 0; i < w.length; i++) {
    const square = (s[i] = 0.99 * s[i]! + 0.01 * dw[i]! * dw[i]!);
    const mean = (m[i] = 0.99 * m[i]! + 0.01 * dw[i]!);
    const velocity = (v[i] = 0.9 * v[i]! + dw[i]! / (Math.sqrt(Math.max(square - mean * mean, 0)) + 1e-2));
    w[i]! -= rate * velocity;
  }
}

/** Adadelta with ρ = 0.9, ε = 1e-6. */
export function adadelta(w: Float32Array, s: Float32Array, a: Float32Array, dw: Gradient, rate: number): void {
  for (let i = 0; i < w.length; i++) {
    const square = (s[i] = 0.9 * s[i]! + 0.1 * dw[i]! * dw[i]!);
    const d = Math.sqrt((a[i]! + 1e-6) / (square + 1e-6)) * dw[i]!;
    a[i] = 0.9 * a[i]! + 0.1 * d * d;
    w[i]! -= rate * d;
  }
}

/** Resilient propagation with η 0.5 and 1.2, sizes from 1e-6 to 50. */
export function rprop(w: Float32Array, before: Float32Array, size: Float32Array, dw: Gradient): void {
  for (let i = 0; i < w.length; i++) {
    const agreement = dw[i]! * before[i]!;
    const change = agreement > 0 ? 1.2 : agreement < 0 ? 0.5 : 1;
    const s = (size[i] = Math.min(Math.max(size[i]! * change, 1e-6), 50));
    const g = (before[i] = agreement < 0 ? 0 : dw[i]!);
    w[i]! -= Math.sign(g) * s;
  }
}

/** Lion with β 0.9 and 0.99. */
export function lion(w: Float32Array, m: Float32Array, dw: Gradient, rate: number): void {
  for (let i = 0; i < w.length; i++) {
    w[i]! -= rate * Math.sign(0.9 * m[i]! + 0.1 * dw[i]!);
    m[i] = 0.99 * m[i]! + 0.01 * dw[i]!;
  }
}

/** Scales gradients so that their norm, all together, is at most `maxNorm`. */
export function clipByGlobalNorm(y: readonly Float32Array[], dw: readonly Gradient[], maxNorm: number): void {
  let total = 0;
  for (const g of dw) for (let i = 0; i < g.length; i++) total += g[i]! * g[i]!;
  const share = Math.min(1, maxNorm / (Math.sqrt(total) + 1e-6));
  for (let k = 0; k < dw.length; k++) {
    const [out, g] = [y[k]!, dw[k]!];
    for (let i = 0; i < g.length; i++) out[i] = g[i]! * share;
  }
}
