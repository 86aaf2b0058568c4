// The vector vocabulary of the kernels: four 32-bit lanes of a v128.

import { MASKS } from "./control";

/** Whether this is the build with fused multiply-add. */
export function is_relaxed(): bool {
  return ASC_FEATURE_RELAXED_SIMD;
}

/** a · b + c in each lane. One rounding with relaxed SIMD, two without: results differ by an ulp. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The next n words at p, at most four; lanes past n are zero. For the one tail after a loop, not inside it. */
@inline
export function load_lanes(p: usize, n: i32): v128 {
  if (n >= 4) return v128.load(p);
  let v = v128.load32_zero(p);
  if (n > 1) v = v128.load32_lane(p, v, 1, 4);
  if (n > 2) v = v128.load32_lane(p, v, 2, 8);
  return v;
}

/** The first, third, fifth and seventh number at p. */
@inline
export function load_evens(p: usize): v128 {
  return v128.shuffle<f32>(v128.load(p), v128.load(p, 12), 0, 2, 5, 7);
}

/** Stores the first n lanes of v at p, at most four. */
@inline
export function store_lanes(p: usize, v: v128, n: i32): void {
  if (n >= 4) {
    v128.store(p, v);
    return;
  }
  v128.store32_lane(p, v, 0);
  if (n > 1) v128.store32_lane(p, v, 1, 4);
  if (n > 2) v128.store32_lane(p, v, 2, 8);
}

/** The first n lanes of v, at most four, `stride` elements apart. */
@inline
export function store_spread(p: usize, v: v128, n: i32, stride: i32): void {
  if (stride == 1) {
    store_lanes(p, v, n);
    return;
  }
  v128.store32_lane(p, v, 0);
  if (n > 1) v128.store32_lane(p + ((<usize>stride) << 2), v, 1);
  if (n > 2) v128.store32_lane(p + ((<usize>stride) << 3), v, 2);
  if (n > 3) v128.store32_lane(p + <usize>stride * 12, v, 3);
}

/** All bits of the first n lanes, at most four: a window on the table of constants. */
@inline
export function first_lanes(n: i32): v128 {
  return v128.load(MASKS - ((<usize>n) << 2));
}

/** Lanes n.. of v become those of `other`. */
@inline
export function keep_lanes(v: v128, n: i32, other: v128): v128 {
  return v128.bitselect(v, other, first_lanes(n));
}

/** Sum of the four lanes: (0 + 2) + (1 + 3). */
@inline
export function sum_lanes(v: v128): f32 {
  const s = f32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1);
}

/** Lane sums of four vectors, as one vector. */
@inline
export function sum_lanes_of_four(a: v128, b: v128, c: v128, d: v128): v128 {
  const s = f32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const t = f32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<i64>(s, t, 0, 2), v128.shuffle<i64>(s, t, 1, 3));
}

/** Four vectors as the rows of a 4 × 4 block, stored transposed, rows `step` bytes apart. */
@inline
export function store_transposed(out: usize, step: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const AB = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const CD = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(out + step, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(out + 2 * step, v128.shuffle<i64>(AB, CD, 0, 2));
  v128.store(out + 3 * step, v128.shuffle<i64>(AB, CD, 1, 3));
}
