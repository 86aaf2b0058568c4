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
