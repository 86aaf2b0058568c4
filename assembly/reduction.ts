// What reductions over the middle axis of x[L, R, N] share: how two numbers become one, and the loops; see reduce.ts.

import { at, blocks } from "./abi";
import { keep_lanes, load_lanes, madd, store_lanes } from "./simd";

export class Sum {

  @inline start(): v128 {
    return f32x4.splat(0);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.add(a, b);
  }
}
export class SumInt {

  @inline start(): v128 {
    return i32x4.splat(0);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.add(a, b);
  }
}
export class Prod {

  @inline start(): v128 {
    return f32x4.splat(1);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.mul(a, b);
  }
}
export class ProdInt {

  @inline start(): v128 {
    return i32x4.splat(1);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.mul(a, b);
  }
}
export class Max {

  @inline start(): v128 {
    return f32x4.splat(-Infinity);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
export class MaxInt {

  @inline start(): v128 {
    return i32x4.splat(i32.MIN_VALUE);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.max_s(a, b);
  }
}
export class Min {

  @inline start(): v128 {
    return f32x4.splat(Infinity);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}
export class MinInt {

  @inline start(): v128 {
    return i32x4.splat(i32.MAX_VALUE);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return i32x4.min_s(a, b);
  }
}
export class Squares {

  @inline start(): v128 {
    return f32x4.splat(0);
  }


  @inline lanes(a: v128, b: v128): v128 {
    return madd(b, b, a);
  }
}


@inline
export function rows<F, G>(y: usize, x: usize, R: i32, block: i32, from: i32, to: i32): void {
  const perRow = blocks(R, block);
  for (let item = from; item < to; item++) {
    const l = item / perRow;
    const r = (item - l * perRow) * block;
    v128.store32_lane(y + at(item), row_of<F, G>(x + at(l, R, r), min(block, R - r)), 0);
  }
}

/** The reduction of n numbers at x, in lane 0: F takes them into sixteen interleaved results, G joins these. */
export function row_of<F, G>(x: usize, n: i32): v128 {
  const f = changetype<F>(0);
  const g = changetype<G>(0);
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
  a = g.lanes(g.lanes(a, b), g.lanes(c, d));
  a = g.lanes(a, v128.shuffle<i32>(a, a, 2, 3, 0, 1));
  return g.lanes(a, v128.shuffle<i32>(a, a, 1, 0, 3, 2));
}


@inline
export function columns<F>(y: usize, x: usize, R: i32, N: i32, block: i32, from: i32, to: i32): void {
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
