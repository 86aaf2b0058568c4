// Kernels that move 32-bit words, of either dtype.

import { at, In, Out } from "./abi";
import { load_lanes, store_lanes, store_transposed } from "./simd";

/**
 * y = the 32 bits of `value`, whatever they mean. Items: elements.
 * @grain 16
 */
export function fill(y: Out, value: i32, from: i32, to: i32): void {
  const v = i32x4.splat(value);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, v);
  const n = to & 3;
  if (n) store_lanes(y + o, v, n);
}

/**
 * y = x. Items: elements; y and x do not overlap.
 * @grain 16
 */
export function copy(y: Out, x: In, from: i32, to: i32): void {
  memory.copy(y + at(from), x + at(from), at(to - from));
}

/**
 * y[Σ iₐ yₐ] = x[Σ iₐ xₐ] for i in [n0, …, n5], axis 5 innermost; strides count elements, and 0 in x repeats. Writes the window
 * of y that its strides span, and leaves the rest as an earlier launch wrote it. Fastest where the strides of axis 5 are 1, or
 * 1 in one operand and that of axis 4 in the other: a transposition, in tiles. No two items may have the same place in y; y
 * and x do not overlap. Items: the product of all sizes.
 * @grain 16
 * @cost 2
 */
export function copy_strided(
  y: Out,
  x: In,
  n0: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  n4: i32,
  n5: i32,
  y0: i32,
  y1: i32,
  y2: i32,
  y3: i32,
  y4: i32,
  y5: i32,
  x0: i32,
  x1: i32,
  x2: i32,
  x3: i32,
  x4: i32,
  x5: i32,
  from: i32,
  to: i32,
): void {
  const plane = n4 * n5;
  for (let item = from; item < to;) {
    let p = item / plane;
    let i = item - p * plane;
    const end = min(plane, i + to - item);
    item += end - i;
    const i3 = p % n3;
    p /= n3;
    const i2 = p % n2;
    p /= n2;
    const i1 = p % n1;
    p /= n1;
    const py = y + words(p, y0) + words(i1, y1) + words(i2, y2) + words(i3, y3);
    const px = x + words(p, x0) + words(i1, x1) + words(i2, x2) + words(i3, x3);
    while (i < end) {
      const row = i / n5;
      const j = i - row * n5;
      const whole = (end - i) / n5;
      const rows = j == 0 && whole > 0 ? whole : 1;
      const columns = j == 0 && whole > 0 ? n5 : min(n5 - j, end - i);
      copy_plane(py + words(row, y4) + words(j, y5), y4, y5, px + words(row, x4) + words(j, x5), x4, x5, rows, columns);
      i += rows * columns;
    }
  }
}

/** Bytes of i steps of `stride` words, either of which may go backwards. */
@inline
function words(i: i32, stride: i32): usize {
  return <usize>((<isize>i * <isize>stride) << 2);
}

/** y[i, j] = x[i, j], M × N words under strides of rows and columns. */
function copy_plane(y: usize, yr: i32, yc: i32, x: usize, xr: i32, xc: i32, M: i32, N: i32): void {
  if (yc == 1 && xc == 1) {
    for (; M > 0; M--, y += words(1, yr), x += words(1, xr)) copy_row(y, x, N);
  } else if (yc == 1 && xc == 0) {
    for (; M > 0; M--, y += words(1, yr), x += words(1, xr)) fill(y, load<i32>(x), 0, N);
  } else if (yc == 1 && xr == 1) copy_transposed(y, yr, x, xc, M, N);
  else if (yr == 1 && xc == 1) copy_transposed(y, yc, x, xr, N, M);
  else for (; M > 0; M--, y += words(1, yr), x += words(1, xr)) copy_run(y, yc, x, xc, N);
}

/** n words in a row. A call to `memory.copy` is worth its while for long ones only. */
export function copy_row(y: usize, x: usize, n: i32): void {
  if (n >= 32) {
    memory.copy(y, x, at(n));
    return;
  }
  const end = y + at(n & ~3);
  for (; y < end; y += 16, x += 16) v128.store(y, v128.load(x));
  n &= 3;
  if (n) store_lanes(y, load_lanes(x, n), n);
}

/** n zeros in a row. As with `copy_row`. */
export function zero_row(y: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) v128.store(y + at(i), i32x4.splat(0));
  for (; i < n; i++) store<f32>(y + at(i), 0);
}

/** n words from x to y, `xs` and `ys` words apart. */
function copy_run(y: usize, ys: i32, x: usize, xs: i32, n: i32): void {
  for (const dx = words(1, xs), dy = words(1, ys); n > 0; n--, x += dx, y += dy) store<i32>(y, load<i32>(x));
}

/** y[i, j] = x[j, i] for y of M × N words; rows lie `yr` and `xr` words apart. */
function copy_transposed(y: usize, yr: i32, x: usize, xr: i32, M: i32, N: i32): void {
  for (let i = 0; i < M; i += LINE) copy_strip(y + words(i, yr), yr, x + words(i, 1), xr, min(LINE, M - i), N);
}

/** The words of a cache line. */
const LINE = 16;

/** `copy_transposed` of at most 16 rows, by blocks of 16 columns, so that the cache lines of either side are used up. */
function copy_strip(y: usize, yr: i32, x: usize, xr: i32, M: i32, N: i32): void {
  const m = M & ~3;
  const n = N & ~3;
  const dy = words(1, yr);
  const dx = words(1, xr);
  for (let j = 0; j < n; j += LINE) {
    const width = words(min(LINE, n - j), 1);
    let row = y + words(j, 1);
    let column = x + words(j, xr);
    for (const last = column + words(m, 1); column < last; column += 16, row += 4 * dy) {
      let q = column;
      for (let p = row, end = row + width; p < end; p += 16, q += 4 * dx) {
        store_transposed(p, dy, v128.load(q), v128.load(q + dx), v128.load(q + 2 * dx), v128.load(q + 3 * dx));
      }
    }
  }
  for (let j = n; j < N; j++) copy_run(y + words(j, 1), yr, x + words(j, xr), 1, m);
  for (let i = m; i < M; i++) copy_run(y + words(i, yr), 1, x + words(i, 1), xr, N);
}

/**
 * y[b, i, j] = x[b, i, j] where j ≤ i + diagonal, for `upper` where j ≥ i + diagonal, else 0, for x and y of rows [M, N];
 * −M ≤ diagonal ≤ N. Items: rows, of all b.
 * @cost N
 */
export function triangle(y: Out, x: In, M: i32, N: i32, diagonal: i32, upper: i32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const edge = min(N, max(0, (row % M) + diagonal + i32(!upper)));
    const p = y + at(row, N);
    const begin = upper ? edge : 0;
    copy_row(p + at(begin), x + at(row, N, begin), upper ? N - edge : edge);
    fill(p + at(upper ? 0 : edge), 0, 0, upper ? edge : N - edge);
  }
}
