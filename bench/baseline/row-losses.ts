// Losses of rows of V numbers: each answers the mean.

type Operand = Readonly<Float32Array>;

export function gaussian(x: Operand, t: Operand, v: Operand): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - t[i]!;
    const s = Math.max(v[i]!, 1e-6);
    sum += 0.5 * (Math.log(s) + (d * d) / s);
  }
  return sum / x.length;
}

/** Of probabilities. */
export function crossEntropy(x: Operand, t: Operand, V: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += V) {
    let top = -Infinity;
    for (let k = i; k < i + V; k++) top = Math.max(top, x[k]!);
    let total = 0;
    for (let k = i; k < i + V; k++) total += Math.exp(x[k]! - top);
    const log = top + Math.log(total);
    for (let k = i; k < i + V; k++) sum += t[k]! * (log - x[k]!);
  }
  return (sum * V) / x.length;
}

export function categoricalHinge(x: Operand, t: Operand, V: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += V) {
    let own = 0;
    let other = -Infinity;
    for (let k = i; k < i + V; k++) {
      own += t[k]! * x[k]!;
      other = Math.max(other, (1 - t[k]!) * x[k]!);
    }
    sum += Math.max(other - own + 1, 0);
  }
  return (sum * V) / x.length;
}

export function multiMargin(x: Operand, labels: Readonly<Int32Array>, V: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += V) {
    const label = i + labels[i / V]!;
    for (let k = i; k < i + V; k++) if (k !== label) sum += Math.max(1 - x[label]! + x[k]!, 0);
  }
  return sum / x.length;
}

export function multiLabelMargin(x: Operand, labels: Readonly<Int32Array>, V: number): number {
  let sum = 0;
  const own = new Uint8Array(V);
  for (let i = 0; i < x.length; i += V) {
    own.fill(0);
    for (let k = 0; k < V && labels[i + k]! >= 0; k++) own[labels[i + k]!] = 1;
    for (let k = 0; k < V && labels[i + k]! >= 0; k++) {
      const least = 1 - x[i + labels[i + k]!]!;
      for (let j = 0; j < V; j++) if (own[j] === 0) sum += Math.max(least + x[i + j]!, 0);
    }
  }
  return sum / x.length;
}

export function cosineEmbedding(a: Operand, b: Operand, t: Operand, D: number): number {
  let sum = 0;
  for (let i = 0; i < t.length; i++) {
    let [ab, aa, bb] = [0, 1e-12, 1e-12];
    for (let k = i * D; k < i * D + D; k++) {
      ab += a[k]! * b[k]!;
      aa += a[k]! * a[k]!;
      bb += b[k]! * b[k]!;
    }
    const cosine = ab / Math.sqrt(aa * bb);
    sum += t[i] === 1 ? 1 - cosine : Math.max(cosine, 0);
  }
  return sum / t.length;
}

export function tripletMargin(a: Operand, p: Operand, n: Operand, D: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += D) {
    let [near, far] = [0, 0];
    for (let k = i; k < i + D; k++) {
      near += (a[k]! - p[k]! + 1e-6) ** 2;
      far += (a[k]! - n[k]! + 1e-6) ** 2;
    }
    sum += Math.max(Math.sqrt(near) - Math.sqrt(far) + 1, 0);
  }
  return (sum * D) / a.length;
}
