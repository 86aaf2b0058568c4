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
