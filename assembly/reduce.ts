// Reductions over the middle axis of x[L, R, N]: any other axes are moved there first.
//
// A long axis is cut into blocks of `block`: y[L, ⌈R/block⌉, N] holds one partial result a block, and a second launch
// reduces these in order. The cut depends on the shape alone, so the bits do not depend on the number of threads.

import { at, blocks, In, Out } from "./abi";
import { keep_lanes, load_lanes, store_lanes } from "./simd";

class Sum {

  @inline start(): v128 {
    return f32x4.splat(0);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.add(a, b);
  }
}
class SumInt {

  @inline start(): v128 {
    return i32x4.splat(0);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.add(a, b);
  }
}
class Max {

  @inline start(): v128 {
    return f32x4.splat(-Infinity);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
class MaxInt {

  @inline start(): v128 {
    return i32x4.splat(i32.MIN_VALUE);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.max_s(a, b);
  }
}

/**
 * y[l, b] = Σ x[l, r] over block b of R, for N = 1. Items: the L·⌈R/block⌉ sums.
 * Order: sixteen interleaved sums, paired up at the end.
 * @cost block
 */
export function sum_rows(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  rows<Sum>(y, x, R, block, from, to);
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
  rows<SumInt>(y, x, R, block, from, to);
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
  rows<Max>(y, x, R, block, from, to);
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
  rows<MaxInt>(y, x, R, block, from, to);
}

/**
 * `max_columns` for int32.
 * @grain 16
 * @cost block
 */
export function max_columns_int(y: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  columns<MaxInt>(y, x, R, N, block, from, to);
}


@inline
function rows<F>(y: usize, x: usize, R: i32, block: i32, from: i32, to: i32): void {
  const perRow = blocks(R, block);
  for (let item = from; item < to; item++) {
    const l = item / perRow;
    const r = (item - l * perRow) * block;
    v128.store32_lane(y + at(item), row_of<F>(x + at(l, R, r), min(block, R - r)), 0);
  }
}

/** The reduction of n numbers at x, in lane 0. */
function row_of<F>(x: usize, n: i32): v128 {
  const f = changetype<F>(0);
  let a = f.start(),
    b = a,
    c = a,
    d = a;
  const end = x + at(n);
  for (const wide = x + at(n & ~15); x < wide; x += 64) {
    a = f.lanes(a, v128.load(x));
    b = f.lanes(b, v128.load(x, 16));
    c = f.lanes(c, v128.load(x, 32));
    d = f.lanes(d, v128.load(x, 48));
  }
  for (; x + 16 <= end; x += 16) a = f.lanes(a, v128.load(x));
  const rest = n & 3;
  if (rest) b = f.lanes(b, keep_lanes(load_lanes(x, rest), rest, f.start()));
  a = f.lanes(f.lanes(a, b), f.lanes(c, d));
  a = f.lanes(a, v128.shuffle<i32>(a, a, 2, 3, 0, 1));
  return f.lanes(a, v128.shuffle<i32>(a, a, 1, 0, 3, 2));
}


@inline
function columns<F>(y: usize, x: usize, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  const perRow = blocks(R, block);
  for (let item = from; item < to;) {
    const group = item / N;
    const n = item - group * N;
    const l = group / perRow;
    const r = (group - l * perRow) * block;
    const width = min(N - n, to - item);
    columns_of<F>(y + at(item), x + at(l, R * N) + at(r, N, n), min(block, R - r), at(N), width);
    item += width;
  }
}

/** `width` columns of R numbers each, `ld` bytes apart. */
function columns_of<F>(y: usize, x: usize, R: i32, ld: usize, width: i32): void {
  const f = changetype<F>(0);
  let n = 0;
  for (; n + 16 <= width; n += 16, x += 64, y += 64) {
    let a = f.start(),
      b = a,
      c = a,
      d = a,
      p = x;
    for (let r = R; r > 0; r--, p += ld) {
      a = f.lanes(a, v128.load(p));
      b = f.lanes(b, v128.load(p, 16));
      c = f.lanes(c, v128.load(p, 32));
      d = f.lanes(d, v128.load(p, 48));
    }
    v128.store(y, a);
    v128.store(y, b, 16);
    v128.store(y, c, 32);
    v128.store(y, d, 48);
  }
  while (n < width) {
    const left = width - n;
    if (left < 4 && width >= 4) {
      // The last vector, shifted left over columns that are computed again, to the same bits.
      x -= at(4 - left);
      y -= at(4 - left);
    }
    let a = f.start(),
      p = x;
    if (width >= 4) {
      for (let r = R; r > 0; r--, p += ld) a = f.lanes(a, v128.load(p));
      v128.store(y, a);
    } else {
      for (let r = R; r > 0; r--, p += ld) a = f.lanes(a, load_lanes(p, left));
      store_lanes(y, a, left);
    }
    n += 4;
    x += 16;
    y += 16;
  }
}

/**
 * y[l, n] = the index of the first largest x[l, r, n] along R, int32; NaN counts as largest. Items: the L·N results.
 * @cost 2 * R
 */
export function argmax(y: Out, x: In, R: i32, N: i32, from: i32, to: i32): void {
  for (let item = from; item < to; item++) {
    const l = item / N;
    let p = x + at(l, R * N) + at(item - l * N);
    let best = load<f32>(p);
    let index = 0;
    for (let r = 1; r < R; r++) {
      p += at(N);
      const v = load<f32>(p);
      if (v > best || (v != v && best == best)) {
        best = v;
        index = r;
      }
    }
    store<i32>(y + at(item), index);
  }
}

/**
 * `argmax` for int32.
 * @cost 2 * R
 */
export function argmax_int(y: Out, x: In, R: i32, N: i32, from: i32, to: i32): void {
  for (let item = from; item < to; item++) {
    const l = item / N;
    let p = x + at(l, R * N) + at(item - l * N);
    let best = load<i32>(p);
    let index = 0;
    for (let r = 1; r < R; r++) {
      p += at(N);
      const v = load<i32>(p);
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
 * Items: the L·N columns.
 * @cost 4 * R
 */
export function max_backward(dx: Out, dy: In, x: In, y: In, R: i32, N: i32, from: i32, to: i32): void {
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
