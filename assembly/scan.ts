// Running sums and products along the middle axis of x[L, R, N], and the gradient of the products.
// Items are the L·N rows or columns.

import { at, In, Out } from "./abi";
import { Prod, ProdInt, Sum, SumInt } from "./reduction";
import { keep_lanes, load_lanes, store_lanes } from "./simd";

/**
 * y[l, r, n] = Σ x[l, i, n] over i ≤ r, or i ≥ r if `reverse`. For N > 1 in order; for N = 1 in groups of four, each summed
 * pairwise and then added to the sum before it.
 * @cost 2 * R
 */
export function cumsum(y: Out, x: In, R: i32, N: i32, reverse: i32, from: i32, to: i32): void {
  scan<Sum>(y, x, R, N, reverse, from, to);
}

/**
 * `cumsum` for int32, wrapping.
 * @cost 2 * R
 */
export function cumsum_int(y: Out, x: In, R: i32, N: i32, reverse: i32, from: i32, to: i32): void {
  scan<SumInt>(y, x, R, N, reverse, from, to);
}

/**
 * `cumsum` with products for sums.
 * @cost 2 * R
 */
export function cumprod(y: Out, x: In, R: i32, N: i32, reverse: i32, from: i32, to: i32): void {
  scan<Prod>(y, x, R, N, reverse, from, to);
}

/**
 * `cumprod` for int32, wrapping.
 * @cost 2 * R
 */
export function cumprod_int(y: Out, x: In, R: i32, N: i32, reverse: i32, from: i32, to: i32): void {
  scan<ProdInt>(y, x, R, N, reverse, from, to);
}


@inline
function scan<F>(y: usize, x: usize, R: i32, N: i32, reverse: i32, from: i32, to: i32): void {
  if (N == 1) {
    for (let l = from; l < to; l++) scan_row<F>(y + at(l, R), x + at(l, R), R, reverse);
    return;
  }
  for (let item = from; item < to;) {
    const l = item / N;
    const n = item - l * N;
    const width = min(N - n, to - item);
    const first = at(l, R * N) + at(n) + (reverse ? at(R - 1, N) : <usize>0);
    scan_columns<F>(y + first, x + first, R, reverse ? -at(N) : at(N), width);
    item += width;
  }
}

/** `width` columns, `step` bytes from row to row. */
function scan_columns<F>(y: usize, x: usize, R: i32, step: usize, width: i32): void {
  const f = changetype<F>(0);
  memory.copy(y, x, at(width));
  const rest = width & 3;
  for (let r = 1; r < R; r++) {
    x += step;
    const before = y;
    y += step;
    let o: usize = 0;
    for (const end = at(width & ~3); o < end; o += 16) {
      v128.store(y + o, f.lanes(v128.load(before + o), v128.load(x + o)));
    }
    if (rest) store_lanes(y + o, f.lanes(load_lanes(before + o, rest), load_lanes(x + o, rest)), rest);
  }
}

/** n numbers in a row; what ends a row that is scanned backwards is its beginning. */
function scan_row<F>(y: usize, x: usize, n: i32, reverse: i32): void {
  const f = changetype<F>(0);
  const rest = n & 3;
  let step: usize = 16;
  if (reverse) step = -step;
  let carry = f.start();
  let o: usize = reverse ? at(n - 4) : 0;
  for (let i = n >> 2; i > 0; i--) {
    const v = scan_four<F>(v128.load(x + o), carry, reverse);
    v128.store(y + o, v);
    carry = reverse ? v128.shuffle<i32>(v, v, 0, 0, 0, 0) : v128.shuffle<i32>(v, v, 3, 3, 3, 3);
    o += step;
  }
  if (rest == 0) return;
  if (reverse) o = 0;
  store_lanes(y + o, scan_four<F>(keep_lanes(load_lanes(x + o, rest), rest, f.start()), carry, reverse), rest);
}

/** Four numbers behind a carry, which lies in all lanes. */
@inline
function scan_four<F>(v: v128, carry: v128, reverse: i32): v128 {
  const f = changetype<F>(0);
  const none = f.start();
  if (reverse) {
    v = f.lanes(v, v128.shuffle<i32>(v, none, 1, 2, 3, 4));
    v = f.lanes(v, v128.shuffle<i32>(v, none, 2, 3, 4, 4));
  } else {
    v = f.lanes(v, v128.shuffle<i32>(v, none, 4, 0, 1, 2));
    v = f.lanes(v, v128.shuffle<i32>(v, none, 4, 4, 0, 1));
  }
  return f.lanes(carry, v);
}

/**
 * dx[l, r, n] = y[l, r − 1, n] · Σ dy[l, j, n] Π x[l, i, n] over r < i ≤ j and all j ≥ r, for y = cumprod(x): no division, so
 * zeros need no care. If `last`, only the last product counts, and dy is [L, N].
 * @cost 4 * R
 */
export function cumprod_backward(dx: Out, dy: In, x: In, y: In, R: i32, N: i32, last: i32, from: i32, to: i32): void {
  const ld = at(N);
  for (let item = from; item < to; item++) {
    const l = item / N;
    let o = at(l, R * N) + at(item - l * N) + at(R - 1, N);
    let s = load<f32>(last ? dy + at(item) : dy + o);
    for (let r = R - 1; r > 0; r--) {
      store<f32>(dx + o, load<f32>(y + o - ld) * s);
      s *= load<f32>(x + o);
      o -= ld;
      if (!last) s += load<f32>(dy + o);
    }
    store<f32>(dx + o, s);
  }
}
