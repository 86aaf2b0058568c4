// The tile of C that every product ends in: 4 rows of 8, in eight registers.

import { load_lanes, madd, store_lanes } from "./simd";

/** Rows of a tile. */
export const MR: i32 = 4;
/** Columns of a tile: 8 accumulators + 2 vectors of B + 4 splats + 1 make 15 of 16 registers. */
export const NR: i32 = 8;

/**
 * C[m, n] = init[m, n] + Σk a[k, 4] ⊗ b[k, 8] from packed panels; rows lie `ldc` and `ldi` bytes apart; init 0 means zeros.
 */
export function tile(
  c: usize,
  ldc: usize,
  init: usize,
  ldi: usize,
  a: usize,
  b: usize,
  depth: i32,
  m: i32,
  n: i32,
): void {
  let c00 = f32x4.splat(0),
    c01 = c00,
    c10 = c00,
    c11 = c00,
    c20 = c00,
    c21 = c00,
    c30 = c00,
    c31 = c00;
  for (const end = a + ((<usize>depth) << 4); a < end; a += MR << 2, b += NR << 2) {
    const b0 = v128.load(b),
      b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
  }
  put_tile(c, ldc, init, ldi, m, n, c00, c01, c10, c11, c20, c21, c30, c31);
}

/**
 * The same with four rows of A read in place, through a pointer each; the next k lies `step` bytes on in A and `ldb`
 * bytes on in B. Rows past m are rows that exist, computed and not stored.
 */
export function tile_in_place(
  c: usize,
  ldc: usize,
  init: usize,
  ldi: usize,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  step: usize,
  b: usize,
  ldb: usize,
  depth: i32,
  m: i32,
  n: i32,
): void {
  let c00 = f32x4.splat(0),
    c01 = c00,
    c10 = c00,
    c11 = c00,
    c20 = c00,
    c21 = c00,
    c30 = c00,
    c31 = c00;
  for (; depth > 0; depth--) {
    const b0 = v128.load(b),
      b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
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
    a0 += step;
    a1 += step;
    a2 += step;
    a3 += step;
    b += ldb;
  }
  put_tile(c, ldc, init, ldi, m, n, c00, c01, c10, c11, c20, c21, c30, c31);
}

/** Stores the m × n corner of a tile, plus `init` unless that is 0. */
@inline
function put_tile(
  c: usize,
  ldc: usize,
  init: usize,
  ldi: usize,
  m: i32,
  n: i32,
  c00: v128,
  c01: v128,
  c10: v128,
  c11: v128,
  c20: v128,
  c21: v128,
  c30: v128,
  c31: v128,
): void {
  put_row(c, init, c00, c01, n);
  if (m == 1) return;
  c += ldc;
  if (init) init += ldi;
  put_row(c, init, c10, c11, n);
  if (m == 2) return;
  c += ldc;
  if (init) init += ldi;
  put_row(c, init, c20, c21, n);
  if (m == 3) return;
  c += ldc;
  if (init) init += ldi;
  put_row(c, init, c30, c31, n);
}


@inline
function put_row(c: usize, init: usize, lo: v128, hi: v128, n: i32): void {
  if (n == NR) {
    if (init) {
      lo = f32x4.add(lo, v128.load(init));
      hi = f32x4.add(hi, v128.load(init, 16));
    }
    v128.store(c, lo);
    v128.store(c, hi, 16);
  } else put_edge(c, init, lo, hi, n);
}

function put_edge(c: usize, init: usize, lo: v128, hi: v128, n: i32): void {
  if (init) lo = f32x4.add(lo, load_lanes(init, n));
  store_lanes(c, lo, n);
  if (n <= 4) return;
  if (init) hi = f32x4.add(hi, load_lanes(init + 16, n - 4));
  store_lanes(c + 16, hi, n - 4);
}
