type Operand = Readonly<Float32Array>;
type Indices = Readonly<Int32Array>;

/** y = xᵀ for B matrices [M, N] one behind the other. */
export function transpose(y: Float32Array, x: Operand, M: number, N: number): void {
  for (let top = 0; top < x.length; top += M * N) {
    for (let j = 0; j < N; j++) {
      for (let i = 0; i < M; i++) y[top + j * M + i] = x[top + i * N + j]!;
    }
  }
}

/** y[k, j] = x[k, index[k, j]] for rows of R numbers and I indices. */
export function takeAlongRows(y: Float32Array, x: Operand, index: Indices, R: number, I: number): void {
  for (let k = 0, row = 0; k < y.length; k += I, row += R) {
    for (let j = k; j < k + I; j++) y[j] = x[row + index[j]!]!;
  }
}

/** y[i, n] = x[index[i, n], n] for rows of N numbers. */
export function takeAlongColumns(y: Float32Array, x: Operand, index: Indices, N: number): void {
  for (let i = 0; i < y.length; i += N) {
    for (let n = 0; n < N; n++) y[i + n] = x[index[i + n]! * N + n]!;
  }
}

/** y = x, but y[index[i, n], n] += source[i, n], for rows of N numbers. */
export function scatterAddColumns(y: Float32Array, x: Operand, source: Operand, index: Indices, N: number): void {
  y.set(x);
  for (let i = 0; i < source.length; i += N) {
    for (let n = 0; n < N; n++) y[index[i + n]! * N + n]! += source[i + n]!;
  }
}

/** y = x, but y[k, index[k, j]] += source[k, j], for rows of R numbers and I indices. */
export function scatterAddRows(
  y: Float32Array,
  x: Operand,
  source: Operand,
  index: Indices,
  R: number,
  I: number,
): void {
  y.set(x);
  for (let k = 0, row = 0; k < source.length; k += I, row += R) {
    for (let j = k; j < k + I; j++) y[row + index[j]!]! += source[j]!;
  }
}

/** y[l, j] = x[l, index[j]] for rows of R numbers. */
export function gatherColumns(y: Float32Array, x: Operand, index: Indices, R: number): void {
  for (let k = 0, row = 0; k < y.length; row += R) {
    for (let j = 0; j < index.length; j++) y[k++] = x[row + index[j]!]!;
  }
}

/** Images [H, W] one behind the other with `width` zeros around each. */
export function pad(y: Float32Array, x: Operand, H: number, W: number, width: number): void {
  const wide = W + 2 * width;
  y.fill(0);
  for (let i = 0, o = width * wide + width; i < x.length; o += 2 * width * wide) {
    for (let h = 0; h < H; h++, o += wide) {
      for (let w = 0; w < W; w++) y[o + w] = x[i++]!;
    }
  }
}

/** Each row of x, of N numbers, moved right by `shift`. */
export function rollRows(y: Float32Array, x: Operand, N: number, shift: number): void {
  for (let row = 0; row < x.length; row += N) {
    for (let j = 0; j < N; j++) y[row + ((j + shift) % N)] = x[row + j]!;
  }
}

/** The lower triangle of a matrix with rows of N numbers. */
export function tril(y: Float32Array, x: Operand, N: number): void {
  for (let row = 0, i = 0; row < x.length; row += N, i++) {
    for (let j = 0; j < N; j++) y[row + j] = j <= i ? x[row + j]! : 0;
  }
}

/** Each number `count` times. */
export function repeat(y: Float32Array, x: Operand, count: number): void {
  for (let i = 0, o = 0; i < x.length; i++) {
    for (let k = 0; k < count; k++) y[o++] = x[i]!;
  }
}
