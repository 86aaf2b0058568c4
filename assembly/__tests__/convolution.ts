// A convolution of stride 1 over whole images as loops over everything, for the specs.

/** y[B, M, P, Q] for x[B, D, H, W], w[M, D, R, S], whose sums are exact. */
export function convolved(
  x: StaticArray<f32>,
  w: StaticArray<f32>,
  B: i32,
  M: i32,
  D: i32,
  H: i32,
  W: i32,
  R: i32,
  S: i32,
): StaticArray<f32> {
  const P = H - R + 1;
  const Q = W - S + 1;
  const y = new StaticArray<f32>(B * M * P * Q);
  for (let i = 0; i < y.length; i++) {
    const q = i % Q;
    const p = (i / Q) % P;
    const m = (i / (Q * P)) % M;
    const b = i / (Q * P * M);
    let sum: f64 = 0;
    for (let d = 0; d < D; d++) {
      for (let r = 0; r < R; r++) {
        for (let s = 0; s < S; s++) {
          sum += <f64>x[((b * D + d) * H + p + r) * W + q + s] * <f64>w[((m * D + d) * R + r) * S + s];
        }
      }
    }
    y[i] = <f32>sum;
  }
  return y;
}

/** dw[M, D, R, S] for dy[B, M, P, Q]. */
export function filter_gradient(
  x: StaticArray<f32>,
  dy: StaticArray<f32>,
  B: i32,
  M: i32,
  D: i32,
  H: i32,
  W: i32,
  R: i32,
  S: i32,
): StaticArray<f32> {
  const P = H - R + 1;
  const Q = W - S + 1;
  const dw = new StaticArray<f32>(M * D * R * S);
  for (let i = 0; i < dw.length; i++) {
    const s = i % S;
    const r = (i / S) % R;
    const d = (i / (S * R)) % D;
    const m = i / (S * R * D);
    let sum: f64 = 0;
    for (let b = 0; b < B; b++) {
      for (let p = 0; p < P; p++) {
        for (let q = 0; q < Q; q++) {
          sum += <f64>dy[((b * M + m) * P + p) * Q + q] * <f64>x[((b * D + d) * H + p + r) * W + q + s];
        }
      }
    }
    dw[i] = <f32>sum;
  }
  return dw;
}
