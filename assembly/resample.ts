// Weighted sums of a few places along one axis: interpolation, bins of adaptive pooling, and their gradients.

import { at, In, Out } from "./abi";
import { madd, store_lanes } from "./simd";

/**
 * y[l, i, n] = Σ over k in [start[i], start[i + 1]) of weight[k] · x[l, index[k], n], in order, for x[L, R, N] and y[L, I, N];
 * indices are in [0, R), which the op has seen to. Items: the L.
 * @cost 3 * I * N
 */
export function resample(
  y: Out,
  x: In,
  start: In,
  index: In,
  weight: In,
  R: i32,
  I: i32,
  N: i32,
  from: i32,
  to: i32,
): void {
  if (N == 1) resample_rows(y, x, start, index, weight, R, I, from, to);
  else {
    for (let item = from; item < to; item++) {
      for (let i = 0; i < I; i++) {
        const row = y + at(item * I + i, N);
        const first = load<i32>(start + at(i));
        resample_row(
          row,
          x + at(item, R * N),
          index + at(first),
          weight,
          first,
          load<i32>(start + at(i + 1)) - first,
          N,
        );
      }
    }
  }
}

/** One row of N: vectors, by four, that share each index and weight; those that reach past the row are shifted left to end with it. */
function resample_row(y: usize, x: usize, index: usize, weight: usize, first: i32, K: i32, N: i32): void {
  const most = max(0, N - 4);
  for (let g = 0; g < N; g += 16) {
    const o0 = at(min(g, most));
    const o1 = at(min(g + 4, most));
    const o2 = at(min(g + 8, most));
    const o3 = at(min(g + 12, most));
    let a = f32x4.splat(0),
      b = a,
      c = a,
      d = a;
    for (let k = 0; k < K; k++) {
      const w = v128.load32_splat(weight + at(first + k));
      const row = x + at(load<i32>(index + at(k)), N);
      a = madd(w, v128.load(row + o0), a);
      b = madd(w, v128.load(row + o1), b);
      c = madd(w, v128.load(row + o2), c);
      d = madd(w, v128.load(row + o3), d);
    }
    store_lanes(y + o0, a, N);
    store_lanes(y + o1, b, N);
    store_lanes(y + o2, c, N);
    store_lanes(y + o3, d, N);
  }
}

/** N = 1: four rows share each index and weight. */
function resample_rows(
  y: usize,
  x: usize,
  start: usize,
  index: usize,
  weight: usize,
  R: i32,
  I: i32,
  from: i32,
  to: i32,
): void {
  for (let l = from; l < to; l += 4) {
    const l1 = min(l + 1, to - 1);
    const l2 = min(l + 2, to - 1);
    const l3 = min(l + 3, to - 1);
    const x0 = x + at(l, R);
    const x1 = x + at(l1, R);
    const x2 = x + at(l2, R);
    const x3 = x + at(l3, R);
    let k = load<i32>(start);
    for (let i = 0; i < I; i++) {
      let sum = f32x4.splat(0);
      for (const end = load<i32>(start + at(i + 1)); k < end; k++) {
        const o = at(load<i32>(index + at(k)));
        let v = v128.load32_zero(x0 + o);
        v = v128.load32_lane(x1 + o, v, 1);
        v = v128.load32_lane(x2 + o, v, 2);
        v = v128.load32_lane(x3 + o, v, 3);
        sum = madd(v128.load32_splat(weight + at(k)), v, sum);
      }
      v128.store32_lane(y + at(l, I, i), sum, 0);
      v128.store32_lane(y + at(l1, I, i), sum, 1);
      v128.store32_lane(y + at(l2, I, i), sum, 2);
      v128.store32_lane(y + at(l3, I, i), sum, 3);
    }
  }
}
