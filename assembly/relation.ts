// Comparisons, logic and choices. One number that is an operand throughout is spread out in the thread's scratch, where the loop
// stands still: so a formula is there only twice.

import { at, In, Out, Scratch } from "./abi";
import { load_lanes, store_lanes } from "./simd";

class Compare {

  @inline lanes(a: v128, b: v128, less: v128, equal: v128, not: v128): v128 {
    return v128.xor(v128.or(v128.and(f32x4.lt(a, b), less), v128.and(f32x4.eq(a, b), equal)), not);
  }
}
class CompareInt {

  @inline lanes(a: v128, b: v128, less: v128, equal: v128, not: v128): v128 {
    return v128.xor(v128.or(v128.and(i32x4.lt_s(a, b), less), v128.and(i32x4.eq(a, b), equal)), not);
  }
}

class Logic {

  @inline lanes(a: v128, b: v128, and: v128, xor: v128, not: v128): v128 {
    const p = i32x4.ne(a, i32x4.splat(0));
    const q = i32x4.ne(b, i32x4.splat(0));
    return v128.xor(v128.or(v128.and(v128.and(p, q), and), v128.and(v128.xor(p, q), xor)), not);
  }
}

/**
 * y = 1 where a relation holds, else 0, int32; a and b are float32. The relation is a sum of 1 for a < b, 2 for a = b, and 4
 * to have the opposite of these. Sizes, strides and items as in broadcast.ts.
 * @grain 16
 */
export function compare(
  y: Out,
  a: In,
  b: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  relation: i32,
  from: i32,
  to: i32,
): void {
  compare_rows<Compare>(y, a, b, scratch, M, N, al, am, an, bl, bm, bn, relation, from, to);
}

/**
 * The same for int32 a and b.
 * @grain 16
 */
export function compare_int(
  y: Out,
  a: In,
  b: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  relation: i32,
  from: i32,
  to: i32,
): void {
  compare_rows<CompareInt>(y, a, b, scratch, M, N, al, am, an, bl, bm, bn, relation, from, to);
}

/**
 * The same for whether int32 a and b are not 0: 1 for both of them, 2 for one of them, and 4.
 * @grain 16
 */
export function logic(
  y: Out,
  a: In,
  b: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  relation: i32,
  from: i32,
  to: i32,
): void {
  compare_rows<Logic>(y, a, b, scratch, M, N, al, am, an, bl, bm, bn, relation, from, to);
}


@inline
function compare_rows<F>(
  y: usize,
  a: usize,
  b: usize,
  scratch: usize,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  relation: i32,
  from: i32,
  to: i32,
): void {
  const f = changetype<F>(0);
  const less = i32x4.splat(relation & 1);
  const equal = i32x4.splat((relation >> 1) & 1);
  const not = i32x4.splat(relation >> 2);
  for (let i = from; i < to;) {
    const row = i / N;
    const j = i - row * N;
    const l = row / M;
    const m = row - l * M;
    const n = min(N - j, to - i);
    const p = still(a + at(l, al, m, am) + at(j, an), an, scratch);
    const q = still(b + at(l, bl, m, bm) + at(j, bn), bn, scratch + 16);
    const walk_p = -(<usize>an);
    const walk_q = -(<usize>bn);
    let o: usize = 0;
    for (const end = at(n & ~3); o < end; o += 16) {
      const v = f.lanes(v128.load(p + (o & walk_p)), v128.load(q + (o & walk_q)), less, equal, not);
      v128.store(y + at(i) + o, v);
    }
    const left = n & 3;
    if (left) {
      const v = f.lanes(load_lanes(p + (o & walk_p), left), load_lanes(q + (o & walk_q), left), less, equal, not);
      store_lanes(y + at(i) + o, v, left);
    }
    i += n;
  }
}

/** The address of an operand whose step is 1, or of four copies of its number. */
@inline
function still(p: usize, step: i32, place: usize): usize {
  if (step) return p;
  v128.store(place, v128.load32_splat(p));
  return place;
}

/**
 * y[i] = a[i · ax] where c[i · cx] is not 0, else b[i · bx]; c is int32, the others any words. Steps are 0 or 1.
 * Items are elements; y may be an operand whose step is 1.
 * @grain 16
 */
export function select(
  y: Out,
  c: In,
  a: In,
  b: In,
  scratch: Scratch,
  cx: i32,
  ax: i32,
  bx: i32,
  from: i32,
  to: i32,
): void {
  const p = still(c, cx, scratch);
  const q = still(a, ax, scratch + 16);
  const r = still(b, bx, scratch + 32);
  const walk_p = -(<usize>cx);
  const walk_q = -(<usize>ax);
  const walk_r = -(<usize>bx);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) {
    const unlike = i32x4.ne(v128.load(p + (o & walk_p)), i32x4.splat(0));
    v128.store(y + o, v128.bitselect(v128.load(q + (o & walk_q)), v128.load(r + (o & walk_r)), unlike));
  }
  const n = to & 3;
  if (n) {
    const unlike = i32x4.ne(load_lanes(p + (o & walk_p), n), i32x4.splat(0));
    const v = v128.bitselect(load_lanes(q + (o & walk_q), n), load_lanes(r + (o & walk_r), n), unlike);
    store_lanes(y + o, v, n);
  }
}
