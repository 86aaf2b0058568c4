type Operand = Readonly<Float32Array>;

/** The unbiased variance of each row of N numbers, in two passes. */
export function variance(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0; i < y.length; i++) {
    let sum = 0;
    for (let j = i * N; j < (i + 1) * N; j++) sum += x[j]!;
    const mean = sum / N;
    let squares = 0;
    for (let j = i * N; j < (i + 1) * N; j++) {
      const d = x[j]! - mean;
      squares += d * d;
    }
    y[i] = squares / (N - 1);
  }
}

/** The unbiased variance of each column of rows as long as y, in two passes. */
export function varianceColumns(y: Float32Array, x: Operand): void {
  const N = y.length;
  const R = x.length / N;
  const mean = new Float64Array(N);
  const squares = new Float64Array(N);
  for (let row = 0; row < x.length; row += N) for (let j = 0; j < N; j++) mean[j]! += x[row + j]!;
  for (let j = 0; j < N; j++) mean[j]! /= R;
  for (let row = 0; row < x.length; row += N) {
    for (let j = 0; j < N; j++) {
      const d = x[row + j]! - mean[j]!;
      squares[j]! += d * d;
    }
  }
  for (let j = 0; j < N; j++) y[j] = squares[j]! / (R - 1);
}

/** The smallest of each row of N numbers. */
export function min(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0; i < y.length; i++) {
    let least = Infinity;
    for (let j = i * N; j < (i + 1) * N; j++) if (x[j]! < least) least = x[j]!;
    y[i] = least;
  }
}

/** The product of each row of N numbers. */
export function prod(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0; i < y.length; i++) {
    let product = 1;
    for (let j = i * N; j < (i + 1) * N; j++) product *= x[j]!;
    y[i] = product;
  }
}

/** ln Σ eˣ of each row of N numbers. */
export function logSumExp(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0; i < y.length; i++) {
    let top = -Infinity;
    for (let j = i * N; j < (i + 1) * N; j++) if (x[j]! > top) top = x[j]!;
    let sum = 0;
    for (let j = i * N; j < (i + 1) * N; j++) sum += Math.exp(x[j]! - top);
    y[i] = top + Math.log(sum);
  }
}

/** √Σ x² of each row of N numbers. */
export function norm(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0; i < y.length; i++) {
    let sum = 0;
    for (let j = i * N; j < (i + 1) * N; j++) sum += x[j]! * x[j]!;
    y[i] = Math.sqrt(sum);
  }
}

/** Running sums of each row of N numbers. */
export function cumsum(y: Float32Array, x: Operand, N: number): void {
  for (let row = 0; row < x.length; row += N) {
    let sum = 0;
    for (let j = row; j < row + N; j++) y[j] = sum += x[j]!;
  }
}

/** Each row of N numbers in ascending order. */
export function sort(y: Float32Array, x: Operand, N: number): void {
  y.set(x);
  for (let row = 0; row < x.length; row += N) y.subarray(row, row + N).sort();
}

/** Indices that sort each row of N numbers. */
export function argsort(y: Float32Array, x: Operand, N: number): void {
  const index = new Int32Array(N);
  for (let row = 0; row < x.length; row += N) {
    for (let j = 0; j < N; j++) index[j] = j;
    index.sort((a, b) => x[row + a]! - x[row + b]!);
    y.set(index, row);
  }
}

/** The K largest of each row of N numbers, the largest first, by insertion. */
export function topK(y: Float32Array, x: Operand, N: number, K: number): void {
  for (let i = 0; i * N < x.length; i++) {
    const first = i * K;
    const last = first + K - 1;
    y.fill(-Infinity, first, last + 1);
    for (let j = i * N; j < (i + 1) * N; j++) {
      const v = x[j]!;
      if (v <= y[last]!) continue;
      let k = last;
      for (; k > first && y[k - 1]! < v; k--) y[k] = y[k - 1]!;
      y[k] = v;
    }
  }
}

/** The lower median of each row of N numbers. */
export function median(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0; i < y.length; i++) y[i] = x.slice(i * N, (i + 1) * N).sort()[(N - 1) >> 1]!;
}
