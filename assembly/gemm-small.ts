// Products with few rows, where packing both operands for everybody would cost as much as the product.

import { at, In, Out, Scratch } from "./abi";
import { pack_panel } from "./gemm-pack";
import { MR, NR, tile_in_place } from "./gemm-tile";
import { load_lanes, madd, store_lanes, sum_lanes_of_four } from "./simd";

/** Depth of a packed block in a thread's scratch memory. */
const KC: i32 = 512;

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
  M: i32,
  N: i32,
  K: i32,
  xRow: i32,
  wRow: i32,
  from: i32,
  to: i32,
): void {
  for (let j = from << 2; j < N && j < to << 2; j += 4) {
    const n = min(4, N - j);
    const init = bias == 0 ? f32x4.splat(0) : load_lanes(bias + at(j), n);
    // Columns past the last repeat it: they are computed and not stored.
    const w0 = w + at(j, wRow);
    const w1 = w + at(min(j + 1, N - 1), wRow);
    const w2 = w + at(min(j + 2, N - 1), wRow);
    const w3 = w + at(min(j + 3, N - 1), wRow);
    let i = 0;
    for (; i + 2 <= M; i += 2)
      dot_2x4(c + at(i, N, j), at(N), n, init, x + at(i, xRow), x + at(i + 1, xRow), w0, w1, w2, w3, K);
    if (i < M) dot_1x4(c + at(i, N, j), n, init, x + at(i, xRow), w0, w1, w2, w3, K);
  }
}

/** Two rows of X by four rows of W along K: 8 sums and 6 loads, as in the packed tile. */
function dot_2x4(
  c: usize,
  ldc: usize,
  n: i32,
  init: v128,
  x0: usize,
  x1: usize,
  w0: usize,
  w1: usize,
  w2: usize,
  w3: usize,
  K: i32,
): void {
  let s00 = f32x4.splat(0),
    s01 = s00,
    s02 = s00,
    s03 = s00,
    s10 = s00,
    s11 = s00,
    s12 = s00,
    s13 = s00;
  for (let k = K & ~3; k > 0; k -= 4) {
    const a = v128.load(x0),
      b = v128.load(x1);
    let w = v128.load(w0);
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
    x0 += 16;
    x1 += 16;
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
  }
  const rest = K & 3;
  if (rest) {
    const a = load_lanes(x0, rest),
      b = load_lanes(x1, rest);
    let w = load_lanes(w0, rest);
    s00 = madd(a, w, s00);
    s10 = madd(b, w, s10);
    w = load_lanes(w1, rest);
    s01 = madd(a, w, s01);
    s11 = madd(b, w, s11);
    w = load_lanes(w2, rest);
    s02 = madd(a, w, s02);
    s12 = madd(b, w, s12);
    w = load_lanes(w3, rest);
    s03 = madd(a, w, s03);
    s13 = madd(b, w, s13);
  }
  store_lanes(c, f32x4.add(init, sum_lanes_of_four(s00, s01, s02, s03)), n);
  store_lanes(c + ldc, f32x4.add(init, sum_lanes_of_four(s10, s11, s12, s13)), n);
}

/** One row of X by four rows of W. */
function dot_1x4(c: usize, n: i32, init: v128, x: usize, w0: usize, w1: usize, w2: usize, w3: usize, K: i32): void {
  let s0 = f32x4.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  for (let k = K & ~3; k > 0; k -= 4) {
    const a = v128.load(x);
    s0 = madd(a, v128.load(w0), s0);
    s1 = madd(a, v128.load(w1), s1);
    s2 = madd(a, v128.load(w2), s2);
    s3 = madd(a, v128.load(w3), s3);
    x += 16;
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
  }
  const rest = K & 3;
  if (rest) {
    const a = load_lanes(x, rest);
    s0 = madd(a, load_lanes(w0, rest), s0);
    s1 = madd(a, load_lanes(w1, rest), s1);
    s2 = madd(a, load_lanes(w2, rest), s2);
    s3 = madd(a, load_lanes(w3, rest), s3);
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

/**
 * C[M, N] = A·B + bias for few rows: each thread packs a panel of eight columns of B into its own scratch memory and
 * multiplies it by all of A, which is read in place. Strides as in `gemm_pack`; `bias` [N] may be 0. Up to four rows read B
 * in place, too, when its rows are contiguous. Items: the ⌈N/8⌉ panels. A sum runs over k in order, in blocks of 512.
 * @cost (8 * M + 16) * K
 */
export function gemm_panels(
  c: Out,
  a: In,
  b: In,
  bias: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  K: i32,
  aRow: i32,
  aCol: i32,
  bRow: i32,
  bCol: i32,
  from: i32,
  to: i32,
): void {
  const ldc = at(N);
  for (let item = from; item < to; item++) {
    const j = item * NR;
    const n = min(NR, N - j);
    const inPlace = M <= MR && n == NR && bCol == 1;
    let k = 0;
    // Once for K = 0, too: C is the bias then.
    do {
      const depth = min(KC, K - k);
      let panel = b + at(k, bRow, j, bCol);
      if (!inPlace) {
        pack_panel(scratch, panel, depth, NR, n, bRow, bCol);
        panel = scratch;
      }
      const ldb = inPlace ? at(bRow) : at(NR);
      for (let i = 0; i < M; i += MR) {
        const cij = c + at(i, N, j);
        const init = k > 0 ? cij : bias == 0 ? 0 : bias + at(j);
        const aik = a + at(k, aCol);
        // Rows past the last repeat it.
        const a0 = aik + at(i, aRow);
        const a1 = aik + at(min(i + 1, M - 1), aRow);
        const a2 = aik + at(min(i + 2, M - 1), aRow);
        const a3 = aik + at(min(i + 3, M - 1), aRow);
        tile_in_place(cij, ldc, init, k > 0 ? ldc : 0, a0, a1, a2, a3, at(aCol), panel, ldb, depth, min(MR, M - i), n);
      }
      k += KC;
    } while (k < K);
  }
}
