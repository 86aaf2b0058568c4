type Operand = Readonly<Float32Array>;

/** Softmax over rows of V numbers. */
export function softmax(y: Float32Array, x: Operand, V: number): void {
  for (let row = 0; row < x.length; row += V) {
    let top = -Infinity;
    for (let v = row; v < row + V; v++) if (x[v]! > top) top = x[v]!;
    let sum = 0;
    for (let v = row; v < row + V; v++) sum += y[v] = Math.exp(x[v]! - top);
    for (let v = row; v < row + V; v++) y[v]! /= sum;
  }
}

/** The mean of −ln softmax(x)[label] over rows of V numbers; `p` gets the softmax. */
export function crossEntropy(p: Float32Array, x: Operand, labels: Readonly<Int32Array>, V: number): number {
  softmax(p, x, V);
  let loss = 0;
  for (let i = 0; i < labels.length; i++) loss -= Math.log(p[i * V + labels[i]!]!);
  return loss / labels.length;
}

/** The gradient of `crossEntropy` with respect to x. */
export function crossEntropyBackward(dx: Float32Array, p: Operand, labels: Readonly<Int32Array>, V: number): void {
  const share = 1 / labels.length;
  for (let i = 0; i < p.length; i++) dx[i] = p[i]! * share;
  for (let i = 0; i < labels.length; i++) dx[i * V + labels[i]!]! -= share;
}

/** The sum of all numbers, in four interleaved sums. */
export function sum(x: Operand): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 4 <= x.length; i += 4) {
    a += x[i]!;
    b += x[i + 1]!;
    c += x[i + 2]!;
    d += x[i + 3]!;
  }
  for (; i < x.length; i++) a += x[i]!;
  return a + b + (c + d);
}

/** y[i] = Σ of row i, for rows of N numbers. */
export function sumRows(y: Float32Array, x: Operand, N: number): void {
  for (let i = 0; i < y.length; i++) {
    let s = 0;
    for (let j = i * N; j < (i + 1) * N; j++) s += x[j]!;
    y[i] = s;
  }
}

/** y[j] = Σ of column j, for rows as long as y. */
export function sumColumns(y: Float32Array, x: Operand): void {
  const N = y.length;
  y.fill(0);
  for (let row = 0; row < x.length; row += N) {
    for (let j = 0; j < N; j++) y[j]! += x[row + j]!;
  }
}

/** y[i, :] = x[index[i], :], for rows of N numbers. */
export function gather(y: Float32Array, x: Float32Array, index: Readonly<Int32Array>, N: number): void {
  for (let i = 0; i < index.length; i++) y.set(x.subarray(index[i]! * N, (index[i]! + 1) * N), i * N);
}
