type Operand = Readonly<Float32Array>;

/** Abramowitz & Stegun 7.1.26, which a JavaScript programmer takes where there is no erf: 1.5e-7 off. */
function erf(x: number): number {
  const a = Math.abs(x);
  const t = 1 / (1 + 0.3275911 * a);
  const p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const y = 1 - p * Math.exp(-a * a);
  return x < 0 ? -y : y;
}

export function gelu(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = 0.5 * x[i]! * (1 + erf(x[i]! * Math.SQRT1_2));
}

export function geluBackward(dx: Float32Array, dy: Operand, x: Operand): void {
  const scale = 1 / Math.sqrt(2 * Math.PI);
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    dx[i] = dy[i]! * (0.5 * (1 + erf(v * Math.SQRT1_2)) + v * scale * Math.exp(-0.5 * v * v));
  }
}

export function geluTanh(y: Float32Array, x: Operand): void {
  const scale = Math.sqrt(2 / Math.PI);
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    y[i] = 0.5 * v * (1 + Math.tanh(scale * (v + 0.044715 * v * v * v)));
  }
}

export function elu(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! > 0 ? x[i]! : Math.expm1(x[i]!);
}

export function eluBackward(dx: Float32Array, dy: Operand, x: Operand): void {
  for (let i = 0; i < x.length; i++) dx[i] = x[i]! > 0 ? dy[i]! : dy[i]! * Math.exp(x[i]!);
}

export function silu(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! / (1 + Math.exp(-x[i]!));
}

export function siluBackward(dx: Float32Array, dy: Operand, x: Operand): void {
  for (let i = 0; i < x.length; i++) {
    const s = 1 / (1 + Math.exp(-x[i]!));
    dx[i] = dy[i]! * s * (1 + x[i]! * (1 - s));
  }
}

export function mish(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! * Math.tanh(Math.log1p(Math.exp(x[i]!)));
}

export function mishBackward(dx: Float32Array, dy: Operand, x: Operand): void {
  for (let i = 0; i < x.length; i++) {
    const e = Math.exp(x[i]!);
    const t = Math.tanh(Math.log1p(e));
    dx[i] = dy[i]! * (t + (x[i]! * (1 - t * t) * e) / (1 + e));
  }
}

export function softplus(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! > 20 ? x[i]! : Math.log1p(Math.exp(x[i]!));
}

export function softplusBackward(dx: Float32Array, dy: Operand, x: Operand): void {
  for (let i = 0; i < x.length; i++) dx[i] = x[i]! > 20 ? dy[i]! : dy[i]! / (1 + Math.exp(-x[i]!));
}

export function softsign(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! / (1 + Math.abs(x[i]!));
}

export function tanhshrink(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! - Math.tanh(x[i]!);
}

export function hardswish(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = (x[i]! * Math.min(Math.max(x[i]! + 3, 0), 6)) / 6;
}

export function hardswishBackward(dx: Float32Array, dy: Operand, x: Operand): void {
  for (let i = 0; i < x.length; i++) dx[i] = x[i]! <= -3 ? 0 : x[i]! >= 3 ? dy[i]! : dy[i]! * (x[i]! / 3 + 0.5);
}

export function relu6(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.min(Math.max(x[i]!, 0), 6);
}

export function relu6Backward(dx: Float32Array, dy: Operand, x: Operand): void {
  for (let i = 0; i < x.length; i++) dx[i] = x[i]! > 0 && x[i]! < 6 ? dy[i]! : 0;
}

export function softshrink(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! > 0.5 ? x[i]! - 0.5 : x[i]! < -0.5 ? x[i]! + 0.5 : 0;
}

/** x[B, C, N] with one weight for each channel. */
export function prelu(y: Float32Array, x: Operand, weight: Operand, N: number): void {
  for (let i = 0, c = 0; i < x.length; i += N, c = (c + 1) % weight.length) {
    const w = weight[c]!;
    for (let j = i; j < i + N; j++) y[j] = x[j]! > 0 ? x[j]! : w * x[j]!;
  }
}

/** y[i] = a σ(b) for the halves a and b of rows of 2N numbers. */
export function glu(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0, o = 0; i < x.length; i += 2 * N) {
    for (let j = i; j < i + N; j++) y[o++] = x[j]! / (1 + Math.exp(-x[j + N]!));
  }
}
