type Operand = Readonly<Float32Array>;

/** Answers the mean. */
export function l1(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    sum += Math.abs(d);
  }
  return sum / x.length;
}

export function l1Gradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    dx[i] = share * Math.sign(d);
  }
}

/** Answers the mean. */
export function squared(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    sum += d * d;
  }
  return sum / x.length;
}

export function squaredGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    dx[i] = share * (2 * d);
  }
}

/** Answers the mean. */
export function huber(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    const a = Math.abs(d);
    sum += a <= 1 ? 0.5 * d * d : a - 0.5;
  }
  return sum / x.length;
}

export function huberGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    const a = Math.abs(d);
    dx[i] = share * (a <= 1 ? d : Math.sign(d));
  }
}

/** Answers the mean. */
export function logCosh(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    const a = Math.abs(d);
    sum += a + Math.log1p(Math.exp(-2 * a)) - Math.LN2;
  }
  return sum / x.length;
}

export function logCoshGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    dx[i] = share * Math.tanh(d);
  }
}

/** Answers the mean. */
export function binaryCrossEntropy(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += -(y * Math.max(Math.log(v), -100) + (1 - y) * Math.max(Math.log(1 - v), -100));
  }
  return sum / x.length;
}

export function binaryCrossEntropyGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    dx[i] = share * ((v - y) / Math.max(v * (1 - v), 1e-12));
  }
}

/** Answers the mean. */
export function logits(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += Math.max(v, 0) - v * y + Math.log1p(Math.exp(-Math.abs(v)));
  }
  return sum / x.length;
}

export function logitsGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    dx[i] = share * (1 / (1 + Math.exp(-v)) - y);
  }
}

/** Answers the mean. */
export function hinge(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += Math.max(1 - v * y, 0);
  }
  return sum / x.length;
}

export function hingeGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    dx[i] = share * (v * y < 1 ? -y : 0);
  }
}

/** Answers the mean. */
export function squaredHinge(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += Math.max(1 - v * y, 0) ** 2;
  }
  return sum / x.length;
}

export function squaredHingeGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    dx[i] = share * (-2 * y * Math.max(1 - v * y, 0));
  }
}

/** Answers the mean. */
export function hingeEmbedding(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += y === 1 ? v : Math.max(1 - v, 0);
  }
  return sum / x.length;
}

export function hingeEmbeddingGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    dx[i] = share * (y === 1 ? 1 : v < 1 ? -1 : 0);
  }
}

/** Answers the mean. */
export function softMargin(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += Math.log1p(Math.exp(-v * y));
  }
  return sum / x.length;
}

export function softMarginGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    dx[i] = share * (-y / (1 + Math.exp(v * y)));
  }
}

/** Answers the mean. */
export function divergence(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += y > 0 ? y * (Math.log(y) - v) : 0;
  }
  return sum / x.length;
}

export function divergenceGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const y = t[i]!;
    dx[i] = share * -y;
  }
}

/** Answers the mean. */
export function poisson(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    sum += Math.exp(v) - y * v;
  }
  return sum / x.length;
}

export function poissonGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    dx[i] = share * (Math.exp(v) - y);
  }
}

/** Answers the mean. */
export function focal(x: Operand, t: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const y = t[i]!;
    const p = 1 / (1 + Math.exp(y === 1 ? -v : v));
    sum += (1 - p) ** 2 * -Math.log(p);
  }
  return sum / x.length;
}

export function focalGradient(dx: Float32Array, x: Operand, t: Operand): void {
  const share = 1 / x.length;
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!;
    const s = t[i] === 1 ? 1 : -1;
    const p = 1 / (1 + Math.exp(-s * v));
    dx[i] = share * (s * (1 - p) ** 2 * (2 * p * Math.log(p) - (1 - p)));
  }
}
