// The tile of C that most products end in: 5 rows of 8, in ten registers.

import { at, blocks } from "./abi";
import { load_lanes, madd, store_lanes } from "./simd";

/** Rows of a tile. */
export const MR: i32 = 5;
/** Columns of a tile: 10 sums, 2 vectors of B, 1 splat and 1 product make 14 of 16 registers. */
export const NR: i32 = 8;
/** Bytes of a tile in scratch memory, in whole cache lines. */
export const TILE_BYTES: usize = 192;

/** What K is cut into at most: one panel of A and one of B fill 20 KiB of the first-level cache. */
const MOST_DEPTH: i32 = 384;

/** The depth of a block of K: as few blocks as possible, as equal as possible. Follows from K alone. */
export function block_depth(K: i32): i32 {
  return K > MOST_DEPTH ? blocks(K, blocks(K, MOST_DEPTH)) : K;
}

/**
 * out[5, 8] = Σk a[k, 5] ⊗ b[k, 8] from a packed panel of A and rows of B `ldb` bytes apart, in order; rows of `out`
 * lie `ldo` bytes apart. Nothing to sum gives
 * zeros, for which `out` must be a tile in scratch memory.
 *
 * The first step stands before the loop, and all sums go straight to memory behind it, for V8's sake: so it keeps the
 * addresses of A's five numbers in registers, and each load beside its use. Otherwise it computes four addresses at every
 * turn (43 instead of 48 GFLOP/s), or gathers the loads at the top of the loop and spills what does not fit (23). It must
 * stay a function, too, that V8 can replace between calls: the compiler inlines what has one caller.
 */
export function tile(out: usize, ldo: usize, a: usize, b: usize, ldb: usize, depth: i32): void {
  if (depth == 0) {
    memory.fill(out, 0, TILE_BYTES);
    return;
  }
  const end = a + at(depth, MR);
  let b0 = v128.load(b),
    b1 = v128.load(b, 16);
  let x = v128.load32_splat(a);
  let c00 = f32x4.mul(x, b0);
  let c01 = f32x4.mul(x, b1);
  x = v128.load32_splat(a, 4);
  let c10 = f32x4.mul(x, b0);
  let c11 = f32x4.mul(x, b1);
  x = v128.load32_splat(a, 8);
  let c20 = f32x4.mul(x, b0);
  let c21 = f32x4.mul(x, b1);
  x = v128.load32_splat(a, 12);
  let c30 = f32x4.mul(x, b0);
  let c31 = f32x4.mul(x, b1);
  x = v128.load32_splat(a, 16);
  let c40 = f32x4.mul(x, b0);
  let c41 = f32x4.mul(x, b1);
  for (a += MR << 2, b += ldb; a < end; a += MR << 2, b += ldb) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
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
    x = v128.load32_splat(a, 16);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += ldo;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += ldo;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += ldo;
  v128.store(out, c30);
  v128.store(out, c31, 16);
  out += ldo;
  v128.store(out, c40);
  v128.store(out, c41, 16);
}

/** Adds the tile at x to the one at sum, both in scratch memory. */
export function add_tile(sum: usize, x: usize): void {
  for (let o: usize = 0; o < TILE_BYTES; o += 16) v128.store(sum + o, f32x4.add(v128.load(sum + o), v128.load(x + o)));
}

/** C[m, n] = x + init for the corner of a tile at x; rows lie `ldc` and `ldi` bytes apart; init 0 means zeros. */
export function put_tile(c: usize, ldc: usize, init: usize, ldi: usize, x: usize, m: i32, n: i32): void {
  for (; m > 0; m--, c += ldc, x += NR << 2) {
    let lo = v128.load(x),
      hi = v128.load(x, 16);
    if (init) {
      lo = f32x4.add(lo, load_lanes(init, n));
      if (n > 4) hi = f32x4.add(hi, load_lanes(init + 16, n - 4));
      init += ldi;
    }
    store_lanes(c, lo, n);
    if (n > 4) store_lanes(c + 16, hi, n - 4);
  }
}
