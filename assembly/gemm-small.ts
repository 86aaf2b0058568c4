// Products whose operands are read in place, nothing packed: rows of X by rows of W, and one row by a matrix.

import { at, In, Out, Scratch } from "./abi";
import { load_lanes, madd, store_lanes, sum_lanes_of_four } from "./simd";

/**
 * C[M, N] = X·Wᵀ + bias with both read in place along K, nothing packed: X[M, K] and W[N, K] have contiguous rows,
 * `xRow` and `wRow` apart; `bias` [N] may be 0. C is contiguous. Items: groups of four columns.
 * A sum is four interleaved sums over k in order, then (0 + 1) + (2 + 3).
 * @cost 4 * K * M
 */
export function gemm_dot(
  c: Out,
  x: In,
  w: In,
  bias: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  K: i32,
  xRow: i32,
  wRow: i32,
  from: i32,
  to: i32,
): void {
  const depth = K & ~3;
  const last = N - 1;
  const ldx = at(xRow);
  for (let j = from << 2; j < N && j < to << 2; j += 4) {
    const n = min(4, N - j);
    const init = bias == 0 ? f32x4.splat(0) : load_lanes(bias + at(j), n);
    // Columns past the last repeat it: they are computed and not stored.
    const w0 = w + at(j, wRow);
    const w1 = w + at(min(j + 1, last), wRow);
    const w2 = w + at(min(j + 2, last), wRow);
    const w3 = w + at(min(j + 3, last), wRow);
    let xi = x;
    let cij = c + at(j);
    for (let i = 0; i < M; i += 2) {
      if (i + 1 < M) dot_2x4(scratch, xi, xi + ldx, w0, w1, w2, w3, depth);
      else dot_1x4(scratch, xi, w0, w1, w2, w3, depth);
      put_dots(cij, n, init, scratch, xi, w0, w1, w2, w3, K);
      if (i + 1 < M) put_dots(cij + at(N), n, init, scratch + 64, xi + ldx, w0, w1, w2, w3, K);
      xi += ldx << 1;
      cij += at(N, 2);
    }
  }
}

/**
 * out[2, 4] = Σ over k of the products of two rows of X and four rows of W, as four lanes each: 6 loads for 8 multiply-adds.
 * `depth` is a multiple of 4. Its shape is that of `tile`.
 */
function dot_2x4(out: usize, x0: usize, x1: usize, w0: usize, w1: usize, w2: usize, w3: usize, depth: i32): void {
  if (depth == 0) {
    memory.fill(out, 0, 128);
    return;
  }
  const end = x0 + at(depth);
  let a = v128.load(x0);
  let b = v128.load(x1);
  let w = v128.load(w0);
  let s00 = f32x4.mul(a, w);
  let s10 = f32x4.mul(b, w);
  w = v128.load(w1);
  let s01 = f32x4.mul(a, w);
  let s11 = f32x4.mul(b, w);
  w = v128.load(w2);
  let s02 = f32x4.mul(a, w);
  let s12 = f32x4.mul(b, w);
  w = v128.load(w3);
  let s03 = f32x4.mul(a, w);
  let s13 = f32x4.mul(b, w);
  for (
    x0 += 16, x1 += 16, w0 += 16, w1 += 16, w2 += 16, w3 += 16;
    x0 < end;
    x0 += 16, x1 += 16, w0 += 16, w1 += 16, w2 += 16, w3 += 16
  ) {
    a = v128.load(x0);
    b = v128.load(x1);
    w = v128.load(w0);
    s00 = madd(a, w, s00);
    s10 = madd(b, w, s10);
    w = v128.load(w1);
    s01 = madd(a, w, s01);
    s11 = madd(b, w, s11);
    w = v128.load(w2);
    s02 = madd(a, w, s02);
    s12 = madd(b, w, s12);
    w = v128.load(w3);
    s03 = madd(a, w, s03);
    s13 = madd(b, w, s13);
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out, s02, 32);
  v128.store(out, s03, 48);
  v128.store(out, s10, 64);
  v128.store(out, s11, 80);
  v128.store(out, s12, 96);
  v128.store(out, s13, 112);
}

/** The same for one row of X. */
export function dot_1x4(out: usize, x0: usize, w0: usize, w1: usize, w2: usize, w3: usize, depth: i32): void {
  if (depth == 0) {
    memory.fill(out, 0, 64);
    return;
  }
  const end = x0 + at(depth);
  let a = v128.load(x0);
  let w = v128.load(w0);
  let s00 = f32x4.mul(a, w);
  w = v128.load(w1);
  let s01 = f32x4.mul(a, w);
  w = v128.load(w2);
  let s02 = f32x4.mul(a, w);
  w = v128.load(w3);
  let s03 = f32x4.mul(a, w);
  for (x0 += 16, w0 += 16, w1 += 16, w2 += 16, w3 += 16; x0 < end; x0 += 16, w0 += 16, w1 += 16, w2 += 16, w3 += 16) {
    a = v128.load(x0);
    w = v128.load(w0);
    s00 = madd(a, w, s00);
    w = v128.load(w1);
    s01 = madd(a, w, s01);
    w = v128.load(w2);
    s02 = madd(a, w, s02);
    w = v128.load(w3);
    s03 = madd(a, w, s03);
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out, s02, 32);
  v128.store(out, s03, 48);
}

/** Four sums of four lanes each, from `sums`, and the products that fill no vector: n numbers of C. */
function put_dots(
  c: usize,
  n: i32,
  init: v128,
  sums: usize,
  x: usize,
  w0: usize,
  w1: usize,
  w2: usize,
  w3: usize,
  K: i32,
): void {
  let s0 = v128.load(sums),
    s1 = v128.load(sums, 16),
    s2 = v128.load(sums, 32),
    s3 = v128.load(sums, 48);
  const rest = K & 3;
  if (rest) {
    const o = at(K & ~3);
    const a = load_lanes(x + o, rest);
    s0 = madd(a, load_lanes(w0 + o, rest), s0);
    s1 = madd(a, load_lanes(w1 + o, rest), s1);
    s2 = madd(a, load_lanes(w2 + o, rest), s2);
    s3 = madd(a, load_lanes(w3 + o, rest), s3);
  }
  store_lanes(c, f32x4.add(init, sum_lanes_of_four(s0, s1, s2, s3)), n);
}

/**
 * C[1, N] = x[1, K]·B + bias, B[K, N] read in place, its rows contiguous and `bRow` apart; the numbers of x lie `xStep`
 * apart; `bias` [N] may be 0. Items: columns. A sum runs over k in order.
 * @grain 32
 * @cost K
 */
export function gemv(c: Out, x: In, b: In, bias: In, K: i32, xStep: i32, bRow: i32, from: i32, to: i32): void {
  let j = from;
  for (; j + 32 <= to; j += 32)
    columns_32(c + at(j), x, b + at(j), bias == 0 ? 0 : bias + at(j), K, at(xStep), at(bRow));
  for (; j < to; j += 4) {
    const n = to - j;
    columns_4(c + at(j), x, b + at(j), bias == 0 ? 0 : bias + at(j), K, at(xStep), at(bRow), n);
  }
}

function columns_32(c: usize, x: usize, b: usize, bias: usize, K: i32, step: usize, ldb: usize): void {
  let s0 = f32x4.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0,
    s4 = s0,
    s5 = s0,
    s6 = s0,
    s7 = s0;
  for (; K > 0; K--, x += step, b += ldb) {
    const a = v128.load32_splat(x);
    s0 = madd(a, v128.load(b), s0);
    s1 = madd(a, v128.load(b, 16), s1);
    s2 = madd(a, v128.load(b, 32), s2);
    s3 = madd(a, v128.load(b, 48), s3);
    s4 = madd(a, v128.load(b, 64), s4);
    s5 = madd(a, v128.load(b, 80), s5);
    s6 = madd(a, v128.load(b, 96), s6);
    s7 = madd(a, v128.load(b, 112), s7);
  }
  if (bias) {
    s0 = f32x4.add(s0, v128.load(bias));
    s1 = f32x4.add(s1, v128.load(bias, 16));
    s2 = f32x4.add(s2, v128.load(bias, 32));
    s3 = f32x4.add(s3, v128.load(bias, 48));
    s4 = f32x4.add(s4, v128.load(bias, 64));
    s5 = f32x4.add(s5, v128.load(bias, 80));
    s6 = f32x4.add(s6, v128.load(bias, 96));
    s7 = f32x4.add(s7, v128.load(bias, 112));
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
  v128.store(c, s4, 64);
  v128.store(c, s5, 80);
  v128.store(c, s6, 96);
  v128.store(c, s7, 112);
}

function columns_4(c: usize, x: usize, b: usize, bias: usize, K: i32, step: usize, ldb: usize, n: i32): void {
  let s = f32x4.splat(0);
  for (; K > 0; K--, x += step, b += ldb) s = madd(v128.load32_splat(x), load_lanes(b, n), s);
  if (bias) s = f32x4.add(s, load_lanes(bias, n));
  store_lanes(c, s, n);
}
