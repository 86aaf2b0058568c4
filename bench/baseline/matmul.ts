/** Rows of B that are multiplied at a time: they stay in the second-level cache while the rows of A pass. */
const BLOCK = 128;

/** A matrix in a Float32Array: element (i, j) lies at `i · row + j · col`. */
export interface Strided {
  readonly data: Float32Array;
  readonly row: number;
  readonly col: number;
}

/** `data`, row by row, `cols` numbers each. */
export function matrix(data: Float32Array, cols: number): Strided {
  return { data, row: cols, col: 1 };
}

/** The transpose of a matrix whose rows have `cols` numbers. */
export function transpose(data: Float32Array, cols: number): Strided {
  return { data, row: 1, col: cols };
}

/** C[M, N] = A[M, K]·B[K, N], blocked along K, always along what is contiguous in B. */
export function multiply(c: Float32Array, a: Strided, b: Strided, M: number, N: number, K: number): void {
  c.fill(0);
  for (let k = 0; k < K; k += BLOCK) {
    const depth = Math.min(BLOCK, K - k);
    for (let i = 0; i < M; i++) {
      if (b.col === 1) addRows(c, i * N, N, a.data, i * a.row + k * a.col, a.col, b.data, k * b.row, b.row, depth);
      else addDots(c, i * N, N, a.data, i * a.row + k * a.col, a.col, b.data, k * b.row, b.col, depth);
    }
  }
}

/** C[l] = A[l]·B[l] for contiguous matrices that follow each other: A[M, K], B[K, N]. */
export function multiplyMany(c: Float32Array, a: Float32Array, b: Float32Array, M: number, N: number, K: number): void {
  c.fill(0);
  for (let row = 0; row * N < c.length; row++) {
    addRows(c, row * N, N, a, row * K, 1, b, Math.floor(row / M) * K * N, N, K);
  }
}

/** C[b, h, t, s] = Σ a[b, t, h, d] · b[b, s, h, d] over d, as a product for each b and h. */
export function scores(
  c: Float32Array,
  a: Float32Array,
  b: Float32Array,
  B: number,
  T: number,
  A: number,
  D: number,
): void {
  c.fill(0);
  for (let row = 0; row < B * A * T; row++) {
    const t = row % T;
    const h = Math.floor(row / T) % A;
    const start = Math.floor(row / (T * A)) * T * A * D + h * D;
    addDots(c, row * T, T, a, start + t * A * D, 1, b, start, A * D, D);
  }
}

/** c += Σ a[k] · row k of B, four rows at a time. */
function addRows(
  c: Float32Array,
  at: number,
  N: number,
  a: Float32Array,
  p: number,
  step: number,
  b: Float32Array,
  q: number,
  row: number,
  depth: number,
): void {
  const end = p + depth * step;
  for (const last = end - 4 * step; p <= last; p += 4 * step, q += 4 * row) {
    const a0 = a[p]!;
    const a1 = a[p + step]!;
    const a2 = a[p + 2 * step]!;
    const a3 = a[p + 3 * step]!;
    const q1 = q + row;
    const q2 = q1 + row;
    const q3 = q2 + row;
    for (let j = 0; j < N; j++) c[at + j]! += a0 * b[q + j]! + a1 * b[q1 + j]! + (a2 * b[q2 + j]! + a3 * b[q3 + j]!);
  }
  for (; p < end; p += step, q += row) {
    const a0 = a[p]!;
    for (let j = 0; j < N; j++) c[at + j]! += a0 * b[q + j]!;
  }
}

/** c[j] += Σ a[k] · b[k] over column j of B, which is contiguous; four columns at a time. */
function addDots(
  c: Float32Array,
  at: number,
  N: number,
  a: Float32Array,
  p: number,
  step: number,
  b: Float32Array,
  q: number,
  col: number,
  depth: number,
): void {
  let j = 0;
  for (; j + 4 <= N; j += 4) {
    const q0 = q + j * col;
    const q1 = q0 + col;
    const q2 = q1 + col;
    const q3 = q2 + col;
    let c0 = 0;
    let c1 = 0;
    let c2 = 0;
    let c3 = 0;
    for (let k = 0; k < depth; k++) {
      const x = a[p + k * step]!;
      c0 += x * b[q0 + k]!;
      c1 += x * b[q1 + k]!;
      c2 += x * b[q2 + k]!;
      c3 += x * b[q3 + k]!;
    }
    c[at + j]! += c0;
    c[at + j + 1]! += c1;
    c[at + j + 2]! += c2;
    c[at + j + 3]! += c3;
  }
  for (; j < N; j++) {
    let sum = 0;
    for (let k = 0; k < depth; k++) sum += a[p + k * step]! * b[q + j * col + k]!;
    c[at + j]! += sum;
  }
}
