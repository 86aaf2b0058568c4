// Products with few rows, where packing both operands for everybody would cost as much as the product.

import { at, In, Out, Scratch } from "./abi";
import { pack_panel } from "./gemm-pack";
import { block_depth, MR, NR, put_tile, tile, TILE_BYTES } from "./gemm-tile";
import { madd } from "./simd";

/** Up to so many rows read B in place, if its rows are contiguous. */
const ROWS_IN_PLACE: i32 = 4;

/**
 * C[M, N] = A·B + bias for few rows, at most 512: each thread packs A, and one panel of eight columns of B after the other,
 * into its own scratch memory. Strides as in `gemm_pack`; `bias` [N] may be 0. Up to four rows read both in place when the
 * rows of B are contiguous. Items: the ⌈N/8⌉ panels. A sum runs over k in order, in blocks as in `gemm_tiles`.
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
  const most = block_depth(K);
  const pb = scratch + TILE_BYTES;
  const pa = pb + at(most, NR);
  const ldc = at(N);
  const isInPlace = M <= ROWS_IN_PLACE && bCol == 1;
  let k = 0;
  // Once for K = 0, too: C is the bias then.
  do {
    const depth = min(most, K - k);
    const ak = a + at(k, aCol);
    for (let i = 0; i < M; i += MR) {
      pack_panel(pa + at(i, depth), ak + at(i, aRow), depth, MR, min(MR, M - i), aCol, aRow);
    }
    for (let item = from; item < to; item++) {
      const j = item * NR;
      const n = min(NR, N - j);
      const cj = c + at(j);
      const init = k > 0 ? cj : bias == 0 ? 0 : bias + at(j);
      const bkj = b + at(k, bRow, j, bCol);
      if (isInPlace && n == NR) {
        const last = M - 1;
        // Rows past the last repeat it: they are computed and not stored.
        const a1 = ak + at(min(1, last), aRow);
        const a2 = ak + at(min(2, last), aRow);
        tile_in_place(scratch, ak, a1, a2, ak + at(last, aRow), at(aCol), bkj, at(bRow), depth);
        put_tile(cj, ldc, init, k > 0 ? ldc : 0, scratch, M, n);
        continue;
      }
      pack_panel(pb, bkj, depth, NR, n, bRow, bCol);
      for (let i = 0; i < M; i += MR) {
        const cij = cj + at(i, N);
        if (init == 0 && n == NR && M - i >= MR && depth > 0) tile(cij, ldc, pa + at(i, depth), pb, NR << 2, depth);
        else {
          tile(scratch, NR << 2, pa + at(i, depth), pb, NR << 2, depth);
          put_tile(cij, ldc, k > 0 ? cij : init, k > 0 ? ldc : 0, scratch, min(MR, M - i), n);
        }
      }
    }
    k += most;
  } while (k < K);
}

/**
 * out[4, 8] = Σk a[k] ⊗ b[k, 8] with four rows of A in place, through a pointer each, `step` bytes from k to k, and the
 * rows of B `ldb` bytes apart. Its shape is that of `tile`.
 */
function tile_in_place(
  out: usize,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  step: usize,
  b: usize,
  ldb: usize,
  depth: i32,
): void {
  if (depth == 0) {
    memory.fill(out, 0, TILE_BYTES);
    return;
  }
  let b0 = v128.load(b),
    b1 = v128.load(b, 16);
  let x = v128.load32_splat(a0);
  let c00 = f32x4.mul(x, b0);
  let c01 = f32x4.mul(x, b1);
  x = v128.load32_splat(a1);
  let c10 = f32x4.mul(x, b0);
  let c11 = f32x4.mul(x, b1);
  x = v128.load32_splat(a2);
  let c20 = f32x4.mul(x, b0);
  let c21 = f32x4.mul(x, b1);
  x = v128.load32_splat(a3);
  let c30 = f32x4.mul(x, b0);
  let c31 = f32x4.mul(x, b1);
  while (--depth > 0) {
    a0 += step;
    a1 += step;
    a2 += step;
    a3 += step;
    b += ldb;
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a0);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a1);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a2);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a3);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}
