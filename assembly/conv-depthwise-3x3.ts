// Convolution of each channel by itself with 3 × 3 taps, one beside the other, at stride 1.
//
// A band of rows is copied into scratch with its padding, where the first-level cache holds it. Vectors of four columns then go down the
// band: a vector of x that is loaded serves three rows of y, or two of dy, and all sums that are under way stay in registers.

import { at, In, Out, Scratch } from "./abi";
import { madd, sum_lanes } from "./simd";

/** Elements of a band, about: half of a first-level cache. */
const BAND: i32 = 4096;

/** Rows of a band of Q columns: an even number. */
function rows_of_band(Q: i32): i32 {
  return max(2, (BAND / Q) & ~1);
}

/**
 * y[b, c, p, q] = Σ over i, j < 3 of w[c, i, j] · x[b, c, p + i - top, q + j - left] for x [B, C, H, W] with zeros around, plus
 * bias[c], which may be 0 for none; `relu` not 0 takes the larger of that and 0. w[c, i, j] lies 9·c + (3·i + j)·step behind w.
 * Q is 4 to 40,000. Items: the B·C planes.
 * @cost 9 * P * Q
 */
export function conv_depthwise_3x3(
  y: Out,
  x: In,
  w: In,
  bias: In,
  scratch: Scratch,
  C: i32,
  H: i32,
  W: i32,
  top: i32,
  left: i32,
  P: i32,
  Q: i32,
  step: i32,
  relu: i32,
  from: i32,
  to: i32,
): void {
  const rows = rows_of_band(Q);
  const least = f32x4.splat(relu ? 0 : -Infinity);
  for (let item = from; item < to; item++) {
    const c = item % C;
    const s = bias ? v128.load32_splat(bias + at(c)) : f32x4.splat(0);
    for (let p = 0; p < P; p += rows) {
      const n = min(rows, P - p);
      pad(scratch, x + at(item, H * W), H, W, p - top, left, n + 2, Q + 2);
      band(y + at(item * P + p, Q), scratch, w + at(c, 9), s, least, n, (Q + 2) << 2, Q << 2, step);
    }
  }
}

/**
 * `rows` rows of y, `width` bytes wide, from the padded ones, `row` bytes wide; s is added, and what is less than `least` becomes that.
 * Each row of x finishes the sum u of a row of y, adds to that of the next, v, and begins a third. The last vectors are shifted left
 * to end with the row, so that columns done twice get the same bits.
 */
@inline
function band(y: usize, x: usize, w: usize, s: v128, least: v128, rows: i32, row: i32, width: i32, step: i32): void {
  const a0 = v128.load32_splat(w);
  const a1 = v128.load32_splat(w + at(step));
  const a2 = v128.load32_splat(w + at(2, step));
  const b0 = v128.load32_splat(w + at(3, step));
  const b1 = v128.load32_splat(w + at(4, step));
  const b2 = v128.load32_splat(w + at(5, step));
  const c0 = v128.load32_splat(w + at(6, step));
  const c1 = v128.load32_splat(w + at(7, step));
  const c2 = v128.load32_splat(w + at(8, step));
  for (let q = 0; q < width; q += 16) {
    const first = min(q, width - 16);
    let from = x + first;
    let to = y + first;
    let x0 = v128.load(from);
    let x1 = v128.load(from, 4);
    let x2 = v128.load(from, 8);
    let v = three(x0, a0, x1, a1, x2, a2, s);
    from += row;
    x0 = v128.load(from);
    x1 = v128.load(from, 4);
    x2 = v128.load(from, 8);
    let u = three(x0, b0, x1, b1, x2, b2, v);
    v = three(x0, a0, x1, a1, x2, a2, s);
    let n = rows;
    do {
      from += row;
      x0 = v128.load(from);
      x1 = v128.load(from, 4);
      x2 = v128.load(from, 8);
      v128.store(to, f32x4.pmax(three(x0, c0, x1, c1, x2, c2, u), least));
      u = three(x0, b0, x1, b1, x2, b2, v);
      v = three(x0, a0, x1, a1, x2, a2, s);
      to += width;
    } while (--n);
  }
}

/** sum + x·a + y·b + z·c. */
@inline
function three(x: v128, a: v128, y: v128, b: v128, z: v128, c: v128, sum: v128): v128 {
  return madd(z, c, madd(y, b, madd(x, a, sum)));
}

/**
 * dw[c, i, j] = Σ over b, p, q of dy[b, c, p, q] · x[b, c, p + i - top, q + j - left] for x [B, C, H, W] with zeros around, i, j < 3.
 * Q is 40,000 at most. Items: the channels. A sum runs over a band of rows in eight lanes, then over bands, then over images in order.
 * @cost 9 * B * P * Q
 */
export function conv_depthwise_gradient_3x3(
  dw: Out,
  x: In,
  dy: In,
  scratch: Scratch,
  B: i32,
  C: i32,
  H: i32,
  W: i32,
  top: i32,
  left: i32,
  P: i32,
  Q: i32,
  from: i32,
  to: i32,
): void {
  const rows = rows_of_band(Q);
  const columns = (Q + 3) & ~3;
  const width = columns << 2;
  memory.fill(dw + at(from, 9), 0, at(to - from, 9));
  // Image by image, because memory is fetched faster in its order.
  for (let b = 0; b < B; b++) {
    for (let c = from; c < to; c++) {
      const plane = b * C + c;
      const out = dw + at(c, 9);
      for (let p = 0; p < P; p += rows) {
        const n = (min(rows, P - p) + 1) & ~1;
        pad(scratch, x + at(plane, H * W), H, W, p - top, left, n + 2, columns + 2);
        let d = dy + at(plane * P + p, Q);
        if (columns != Q || p + n > P) {
          // An odd number of rows, or of columns that no vectors fill.
          d = scratch + at(n + 2, columns + 2);
          pad(d, dy + at(plane, P * Q), P, Q, p, 0, n, columns);
        }
        for (let j = 0; j < 3; j++) correlate(out + at(j), scratch + at(j), d, n, width + 8, width);
      }
    }
  }
}

/**
 * Adds Σ over p, q of dy[p, q] · x[p + i, q] to out[3·i], i < 3, for an even number of rows, `row` and `width` bytes wide. Even and odd
 * rows have sums of their own, or each addition would wait for the last one.
 */
function correlate(out: usize, x: usize, dy: usize, rows: i32, row: i32, width: i32): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  for (let q = 0; q < width; q += 16) {
    let x0 = x + q;
    let y0 = dy + q;
    let n = rows;
    do {
      const x1 = x0 + row;
      const x2 = x1 + row;
      const y1 = y0 + width;
      const d0 = v128.load(y0);
      const d1 = v128.load(y1);
      const v1 = v128.load(x1);
      const v2 = v128.load(x2);
      a = madd(d0, v128.load(x0), a);
      b = madd(d0, v1, b);
      c = madd(d0, v2, c);
      d = madd(d1, v1, d);
      e = madd(d1, v2, e);
      f = madd(d1, v128.load(x2 + row), f);
      x0 = x2;
      y0 = y1 + width;
      n -= 2;
    } while (n);
  }
  store<f32>(out, load<f32>(out) + sum_lanes(f32x4.add(a, d)));
  store<f32>(out, load<f32>(out, 12) + sum_lanes(f32x4.add(b, e)), 12);
  store<f32>(out, load<f32>(out, 24) + sum_lanes(f32x4.add(c, f)), 24);
}

/**
 * `rows` rows of x from row h and column -left on, zeros around, as many as `width`. What lies up to a row and 16 words behind them is
 * undefined, and up to 15 words behind x are read.
 */
function pad(y: usize, x: usize, H: i32, W: i32, h: i32, left: i32, rows: i32, width: i32): void {
  const begin = min(max(left, 0), width);
  const n = at(max(min(left + W, width) - begin, 0));
  clear(y, y + at(begin));
  y += at(begin);
  for (; rows > 0; rows--, h++) {
    const next = y + at(width);
    if (h >= 0 && h < H) {
      const end = y + n;
      for (let from = x + at(h, W, begin - left); y < end; y += 64, from += 64) {
        v128.store(y, v128.load(from));
        v128.store(y, v128.load(from, 16), 16);
        v128.store(y, v128.load(from, 32), 32);
        v128.store(y, v128.load(from, 48), 48);
      }
      y = end;
    }
    // To where the next row has its numbers.
    clear(y, next);
    y = next;
  }
}


@inline
function clear(p: usize, end: usize): void {
  for (; p < end; p += 16) v128.store(p, f32x4.splat(0));
}
