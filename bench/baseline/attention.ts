type Operand = Readonly<Float32Array>;

/** Sizes of attention: matrices, steps, features. */
export interface AttentionSizes {
  readonly L: number;
  readonly T: number;
  readonly D: number;
  readonly causal: boolean;
}

/** y[l] = p[l]·v[l] for p[l] = softmax(q[l]·k[l]ᵀ / √D), which `p` keeps. */
export function attention(
  y: Float32Array,
  p: Float32Array,
  q: Operand,
  k: Operand,
  v: Operand,
  { L, T, D, causal }: AttentionSizes,
): void {
  const scale = 1 / Math.sqrt(D);
  y.fill(0);
  for (let row = 0; row < L * T; row++) {
    const t = row % T;
    const first = (row - t) * D;
    const seen = causal ? t + 1 : T;
    const at = row * T;
    let top = -Infinity;
    for (let s = 0; s < seen; s++) {
      const score = dot(q, row * D, k, first + s * D, D) * scale;
      if (score > top) top = score;
      p[at + s] = score;
    }
    let sum = 0;
    for (let s = 0; s < seen; s++) sum += p[at + s] = Math.exp(p[at + s]! - top);
    for (let s = 0; s < seen; s++) {
      p[at + s]! /= sum;
      addScaled(y, row * D, v, first + s * D, p[at + s]!, D);
    }
  }
}

/** The gradients of `attention`, from dy and the weights that it kept. */
export function attentionBackward(
  [dq, dk, dv]: readonly [Float32Array, Float32Array, Float32Array],
  dy: Operand,
  p: Operand,
  [q, k, v]: readonly [Operand, Operand, Operand],
  { L, T, D, causal }: AttentionSizes,
): void {
  const scale = 1 / Math.sqrt(D);
  const ds = new Float32Array(T);
  for (const dx of [dq, dk, dv]) dx.fill(0);
  for (let row = 0; row < L * T; row++) {
    const t = row % T;
    const first = (row - t) * D;
    const seen = causal ? t + 1 : T;
    const at = row * T;
    let sum = 0;
    for (let s = 0; s < seen; s++) {
      ds[s] = dot(dy, row * D, v, first + s * D, D);
      sum += ds[s]! * p[at + s]!;
      addScaled(dv, first + s * D, dy, row * D, p[at + s]!, D);
    }
    for (let s = 0; s < seen; s++) {
      const d = p[at + s]! * (ds[s]! - sum) * scale;
      addScaled(dq, row * D, k, first + s * D, d, D);
      addScaled(dk, first + s * D, q, row * D, d, D);
    }
  }
}

/** Four sums at a time. */
function dot(a: Operand, i: number, b: Operand, j: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  for (; d + 4 <= n; d += 4) {
    s0 += a[i + d]! * b[j + d]!;
    s1 += a[i + d + 1]! * b[j + d + 1]!;
    s2 += a[i + d + 2]! * b[j + d + 2]!;
    s3 += a[i + d + 3]! * b[j + d + 3]!;
  }
  for (; d < n; d++) s0 += a[i + d]! * b[j + d]!;
  return s0 + s1 + (s2 + s3);
}

function addScaled(y: Float32Array, i: number, x: Operand, j: number, a: number, n: number): void {
  for (let d = 0; d < n; d++) y[i + d]! += a * x[j + d]!;
}
