// Reductions over the middle axis of x[L, R, N]: any other axes are moved there first.
//
// A long axis is cut into blocks of `block`: y[L, ⌈R/block⌉, N] holds one partial result a block, and a second launch
// reduces these in order. The cut depends on the shape alone, so the bits do not depend on the number of threads.

import { at, In, Out } from "./abi";
import { columns, Max, MaxInt, Min, MinInt, Prod, ProdInt, rows, Squares, Sum, SumInt } from "./reduction";

/**
 * y[l, b] = Σ x[l, r] over block b of R, for N = 1. Items: the L·⌈R/block⌉ sums.
 * Order: sixteen interleaved sums, paired up at the end.
 * @cost block
 */
export function sum_rows(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<Sum, Sum>(y, x, R, block, from, to);
}

/**
 * y[l, b, n] = Σ x[l, r, n] over block b of R, in order. Items: the L·⌈R/block⌉·N sums.
 * @grain 16
 * @cost block
 */
export function sum_columns(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<Sum>(y, x, R, N, block, from, to);
}

/**
 * `sum_rows` for int32, wrapping.
 * @cost block
 */
export function sum_rows_int(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<SumInt, SumInt>(y, x, R, block, from, to);
}

/**
 * `sum_columns` for int32, wrapping.
 * @grain 16
 * @cost block
 */
export function sum_columns_int(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<SumInt>(y, x, R, N, block, from, to);
}

/**
 * y[l, b] = max x[l, r] over block b of R, for N = 1; NaN if any is NaN. Items: the L·⌈R/block⌉ results.
 * @cost block
 */
export function max_rows(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<Max, Max>(y, x, R, block, from, to);
}

/**
 * y[l, b, n] = max x[l, r, n] over block b of R; NaN if any is NaN. Items: the L·⌈R/block⌉·N results.
 * @grain 16
 * @cost block
 */
export function max_columns(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<Max>(y, x, R, N, block, from, to);
}

/**
 * `max_rows` for int32.
 * @cost block
 */
export function max_rows_int(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<MaxInt, MaxInt>(y, x, R, block, from, to);
}

/**
 * `max_columns` for int32.
 * @grain 16
 * @cost block
 */
export function max_columns_int(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<MaxInt>(y, x, R, N, block, from, to);
}

/**
 * y[l, b] = min x[l, r] over block b of R, for N = 1; NaN if any is NaN. Items: the L·⌈R/block⌉ results.
 * @cost block
 */
export function min_rows(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<Min, Min>(y, x, R, block, from, to);
}

/**
 * y[l, b, n] = min x[l, r, n] over block b of R; NaN if any is NaN. Items: the L·⌈R/block⌉·N results.
 * @grain 16
 * @cost block
 */
export function min_columns(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<Min>(y, x, R, N, block, from, to);
}

/**
 * `min_rows` for int32.
 * @cost block
 */
export function min_rows_int(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<MinInt, MinInt>(y, x, R, block, from, to);
}

/**
 * `min_columns` for int32.
 * @grain 16
 * @cost block
 */
export function min_columns_int(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<MinInt>(y, x, R, N, block, from, to);
}

/**
 * y[l, b] = Π x[l, r] over block b of R, for N = 1, in the order of `sum_rows`. Items: the L·⌈R/block⌉ results.
 * @cost block
 */
export function prod_rows(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<Prod, Prod>(y, x, R, block, from, to);
}

/**
 * y[l, b, n] = Π x[l, r, n] over block b of R, in order. Items: the L·⌈R/block⌉·N results.
 * @grain 16
 * @cost block
 */
export function prod_columns(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<Prod>(y, x, R, N, block, from, to);
}

/**
 * `prod_rows` for int32, wrapping.
 * @cost block
 */
export function prod_rows_int(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<ProdInt, ProdInt>(y, x, R, block, from, to);
}

/**
 * `prod_columns` for int32, wrapping.
 * @grain 16
 * @cost block
 */
export function prod_columns_int(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<ProdInt>(y, x, R, N, block, from, to);
}

/**
 * y[l, b] = Σ x[l, r]² over block b of R, for N = 1, in the order of `sum_rows`. Items: the L·⌈R/block⌉ sums.
 * @cost block
 */
export function squares_rows(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<Squares, Sum>(y, x, R, block, from, to);
}

/**
 * y[l, b, n] = Σ x[l, r, n]² over block b of R, in order. Items: the L·⌈R/block⌉·N sums.
 * @grain 16
 * @cost block
 */
export function squares_columns(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<Squares>(y, x, R, N, block, from, to);
}

/**
 * y[l, n] = the index of the first largest `sign` · x[l, r, n] along R, int32; NaN counts as largest. `sign` is 1, or −1 for
 * the smallest. Items: the L·N results.
 * @cost 2 * R
 */
export function argmax(y: Out, x: In, R: i32, N: i32, sign: f32, from: i32, to: i32): void {
  for (let item = from; item < to; item++) {
    const l = item / N;
    let p = x + at(l, R * N) + at(item - l * N);
    let best = sign * load<f32>(p);
    let index = 0;
    for (let r = 1; r < R; r++) {
      p += at(N);
      const v = sign * load<f32>(p);
      if (v > best || (v != v && best == best)) {
        best = v;
        index = r;
      }
    }
    store<i32>(y + at(item), index);
  }
}

/**
 * `argmax` for int32; `flip` is 0, or −1 for the smallest: it turns the order round.
 * @cost 2 * R
 */
export function argmax_int(y: Out, x: In, R: i32, N: i32, flip: i32, from: i32, to: i32): void {
  for (let item = from; item < to; item++) {
    const l = item / N;
    let p = x + at(l, R * N) + at(item - l * N);
    let best = flip ^ load<i32>(p);
    let index = 0;
    for (let r = 1; r < R; r++) {
      p += at(N);
      const v = flip ^ load<i32>(p);
      if (v > best) {
        best = v;
        index = r;
      }
    }
    store<i32>(y + at(item), index);
  }
}

/**
 * dx[l, r, n] = dy[l, n] / k where x[l, r, n] = y[l, n] or both are NaN, else 0, for the k such places: equals share alike.
 * The gradient of a largest or a smallest y.
 * Items: the L·N columns.
 * @cost 4 * R
 */
export function extreme_backward(dx: Out, dy: In, x: In, y: In, R: i32, N: i32, from: i32, to: i32): void {
  const ld = at(N);
  for (let item = from; item < to; item++) {
    const l = item / N;
    const first = at(l, R * N) + at(item - l * N);
    const top = load<f32>(y + at(item));
    let k = 0;
    let o = first;
    for (let r = 0; r < R; r++, o += ld) k += i32(is_same(load<f32>(x + o), top));
    const share = load<f32>(dy + at(item)) / f32(k);
    o = first;
    for (let r = 0; r < R; r++, o += ld) store<f32>(dx + o, is_same(load<f32>(x + o), top) ? share : 0);
  }
}


@inline
function is_same(a: f32, b: f32): bool {
  return a == b || (a != a && b != b);
}
