type Operand = Readonly<Float32Array>;

/** y = (x − mean) / √(variance + ε) · w + b over [B, C, S], for each channel. */
export function batchNorm(y: Float32Array, x: Operand, w: Operand, b: Operand, S: number, epsilon: number): void {
  const C = w.length;
  const count = x.length / C;
  for (let c = 0; c < C; c++) {
    let sum = 0;
    for (let p = c * S; p < x.length; p += C * S) for (let i = p; i < p + S; i++) sum += x[i]!;
    const mean = sum / count;
    let squares = 0;
    for (let p = c * S; p < x.length; p += C * S) for (let i = p; i < p + S; i++) squares += (x[i]! - mean) ** 2;
    const scale = w[c]! / Math.sqrt(squares / count + epsilon);
    const shift = b[c]! - mean * scale;
    for (let p = c * S; p < x.length; p += C * S) for (let i = p; i < p + S; i++) y[i] = x[i]! * scale + shift;
  }
}

/** The gradient of `batchNorm` with respect to x, for a weight of 1. */
export function batchNormBackward(
  dx: Float32Array,
  dy: Operand,
  x: Operand,
  C: number,
  S: number,
  epsilon: number,
): void {
  const count = x.length / C;
  for (let c = 0; c < C; c++) {
    let sum = 0;
    for (let p = c * S; p < x.length; p += C * S) for (let i = p; i < p + S; i++) sum += x[i]!;
    const mean = sum / count;
    let squares = 0;
    let total = 0;
    let dot = 0;
    for (let p = c * S; p < x.length; p += C * S) {
      for (let i = p; i < p + S; i++) {
        const v = x[i]! - mean;
        squares += v * v;
        total += dy[i]!;
        dot += dy[i]! * v;
      }
    }
    const inverse = 1 / Math.sqrt(squares / count + epsilon);
    const [a, h] = [(-dot / count) * inverse ** 3, (-total / count) * inverse];
    for (let p = c * S; p < x.length; p += C * S) {
      for (let i = p; i < p + S; i++) dx[i] = dy[i]! * inverse + (x[i]! - mean) * a + h;
    }
  }
}

/** y = (x − mean) / √(variance + ε) · w + b over rows as long as w. */
export function layerNorm(y: Float32Array, x: Operand, w: Operand, b: Operand, epsilon: number): void {
  const D = w.length;
  for (let row = 0; row < x.length; row += D) {
    let sum = 0;
    for (let i = row; i < row + D; i++) sum += x[i]!;
    const mean = sum / D;
    let squares = 0;
    for (let i = row; i < row + D; i++) squares += (x[i]! - mean) ** 2;
    const inverse = 1 / Math.sqrt(squares / D + epsilon);
    for (let i = 0; i < D; i++) y[row + i] = (x[row + i]! - mean) * inverse * w[i]! + b[i]!;
  }
}

/** The gradient of `layerNorm` with respect to x. */
export function layerNormBackward(dx: Float32Array, dy: Operand, x: Operand, w: Operand, epsilon: number): void {
  const D = w.length;
  for (let row = 0; row < x.length; row += D) {
    let sum = 0;
    for (let i = row; i < row + D; i++) sum += x[i]!;
    const mean = sum / D;
    let squares = 0;
    let total = 0;
    let dot = 0;
    for (let i = 0; i < D; i++) {
      const [v, u] = [x[row + i]! - mean, dy[row + i]! * w[i]!];
      squares += v * v;
      total += u;
      dot += u * v;
    }
    const inverse = 1 / Math.sqrt(squares / D + epsilon);
    const [a, h] = [(-dot / D) * inverse ** 3, (-total / D) * inverse];
    for (let i = 0; i < D; i++) dx[row + i] = dy[row + i]! * w[i]! * inverse + (x[row + i]! - mean) * a + h;
  }
}

/** y = x / (1 + α / size · Σ x²)^¾ over [C, S], for windows of `size` channels. */
export function localResponseNorm(
  y: Float32Array,
  x: Operand,
  C: number,
  S: number,
  size: number,
  alpha: number,
): void {
  for (let i = 0; i < x.length; i++) {
    const c = Math.floor(i / S) % C;
    let sum = 0;
    for (let o = Math.max(0, c - (size >> 1)); o < Math.min(C, c + ((size + 1) >> 1)); o++)
      sum += x[i + (o - c) * S]! ** 2;
    y[i] = x[i]! / (1 + (alpha / size) * sum) ** 0.75;
  }
}
