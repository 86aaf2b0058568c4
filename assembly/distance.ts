// Distances between all rows of two matrices: by sums of squares, by sums of absolute values, by the largest of them.

import { at, In, Out, Scratch } from "./abi";
import { pack_panel } from "./gemm-pack";
import { NR } from "./gemm-tile";
import { load_lanes, madd, store_lanes } from "./simd";

/** Numbers of a row that are packed at a time: one panel fits into scratch memory. */
const MOST_DEPTH: i32 = 8192;

/** What a distance gathers of the differences d of two rows. */
class Squares {

  @inline gather(s: v128, d: v128): v128 {
    return madd(d, d, s);
  }
}
class Absolutes {

  @inline gather(s: v128, d: v128): v128 {
    return f32x4.add(s, f32x4.abs(d));
  }
}
class Largest {

  @inline gather(s: v128, d: v128): v128 {
    return f32x4.max(s, f32x4.abs(d));
  }
}

/**
 * y[l, i, j] for d = a[l, i, :] − b[l, j, :], contiguous a[L, M, D] and b[L, N, D]: Σ d² for power 2, Σ |d| for power 1, else
 * max |d|, NaN if any is. Sums run over D in order. Items: the L·M rows of y.
 * @cost N * D
 */
export function distances(
  y: Out,
  a: In,
  b: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  D: i32,
  power: i32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to;) {
    const l = item / M;
    const m = min(M * (l + 1), to) - item;
    const yi = y + at(item, N);
    const ai = a + at(item, D);
    const bl = b + at(l * N, D);
    if (power == 2) distances_of<Squares>(yi, ai, bl, scratch, m, N, D);
    else if (power == 1) distances_of<Absolutes>(yi, ai, bl, scratch, m, N, D);
    else distances_of<Largest>(yi, ai, bl, scratch, m, N, D);
    item += m;
  }
}

/** y[m, N] for m rows of a: two of them by eight of b, which are packed. */
function distances_of<F>(y: usize, a: usize, b: usize, panel: usize, m: i32, N: i32, D: i32): void {
  const f = changetype<F>(0);
  for (let j = 0; j < N; j += NR) {
    const n = min(NR, N - j);
    let k = 0;
    // Once for D = 0, too: the distances are 0 then.
    do {
      const depth = min(MOST_DEPTH, D - k);
      pack_panel(panel, b + at(j, D, k), depth, NR, n, 1, D);
      for (let i = 0; i < m; i += 2) {
        // An odd last row is computed twice.
        const odd = i + 1 < m ? 1 : 0;
        const y0 = y + at(i, N, j);
        const y1 = y0 + at(odd, N);
        let x0 = a + at(i, D, k);
        let x1 = x0 + at(odd, D);
        let s00 = f32x4.splat(0),
          s01 = s00,
          s10 = s00,
          s11 = s00;
        if (k > 0) {
          s00 = load_some(y0, n);
          s01 = load_some(y0 + 16, n - 4);
          s10 = load_some(y1, n);
          s11 = load_some(y1 + 16, n - 4);
        }
        for (let p = panel, end = p + at(depth, NR); p < end; p += NR << 2, x0 += 4, x1 += 4) {
          const b0 = v128.load(p);
          const b1 = v128.load(p, 16);
          let x = v128.load32_splat(x0);
          s00 = f.gather(s00, f32x4.sub(x, b0));
          s01 = f.gather(s01, f32x4.sub(x, b1));
          x = v128.load32_splat(x1);
          s10 = f.gather(s10, f32x4.sub(x, b0));
          s11 = f.gather(s11, f32x4.sub(x, b1));
        }
        put_eight(y0, s00, s01, n);
        if (odd) put_eight(y1, s10, s11, n);
      }
      k += MOST_DEPTH;
    } while (k < D);
  }
}

function put_eight(y: usize, lo: v128, hi: v128, n: i32): void {
  store_some(y, lo, n);
  if (n > 4) store_some(y + 16, hi, n - 4);
}

/** As functions of their own, which are smaller. */
function load_some(p: usize, n: i32): v128 {
  return load_lanes(p, n);
}
function store_some(p: usize, v: v128, n: i32): void {
  store_lanes(p, v, n);
}

/**
 * The gradient of `distances`, of their roots for power 2, by a: da[l, i, :] = Σj dy · ∂y/∂a, for dy[l] and y[l] whose elements
 * (i, j) lie at i · `row` + j · `col`. Where rows are alike, it is 0; all largest differences of one size get all of dy. The gradient
 * by b is that with a and b exchanged. Sums run over j in order. Items: the L·M rows of da.
 * @cost 4 * N * D
 */
export function distances_backward(
  da: Out,
  a: In,
  b: In,
  dy: In,
  y: In,
  M: i32,
  N: i32,
  D: i32,
  row: i32,
  col: i32,
  power: i32,
  from: i32,
  to: i32,
): void {
  const step = at(col);
  for (let item = from; item < to; item++) {
    const l = item / M;
    const start = at(l * M, N, item - l * M, row);
    for (let d = 0; d < D; d += 4) {
      const n = D - d;
      const x = load_some(a + at(item, D, d), n);
      let s = f32x4.splat(0);
      let o = start;
      let bj = b + at(l * N, D, d);
      for (let j = 0; j < N; j++, o += step, bj += at(D)) {
        const difference = f32x4.sub(x, load_lanes(bj, n));
        const g = v128.load32_splat(dy + o);
        const distance = v128.load32_splat(y + o);
        // A branch that goes the same way at every turn costs less than a loop for each power.
        if (power == 2) {
          const share = v128.and(f32x4.div(g, distance), f32x4.ne(distance, f32x4.splat(0)));
          s = madd(share, difference, s);
        } else {
          const sign = v128.and(difference, f32x4.splat(-0.0));
          let is = f32x4.ne(difference, f32x4.splat(0));
          if (power == 0) is = v128.and(is, f32x4.eq(f32x4.abs(difference), distance));
          s = f32x4.add(s, v128.and(v128.xor(g, sign), is));
        }
      }
      store_some(da + at(item, D, d), s, n);
    }
  }
}
