// Kernels that read indices from memory: each index is compared with its bound; a bad one is reported and skipped.

import { at, In, Out, Record } from "./abi";
import { report_index } from "./control";

/**
 * y[l, i, :] = x[l, index[i], :], for x[L, R, N] and I indices in [0, R); a bad one gives zeros. Items: the L·I rows.
 * @cost N
 */
export function gather(y: Out, x: In, index: In, record: Record, R: i32, I: i32, N: i32, from: i32, to: i32): void {
  for (let item = from; item < to; item++) {
    const l = item / I;
    const r = load<i32>(index + at(item - l * I));
    if (<u32>r < <u32>R) memory.copy(y + at(item, N), x + at(l, R * N) + at(r, N), at(N));
    else {
      report_index(record, r, R);
      memory.fill(y + at(item, N), 0, at(N));
    }
  }
}

/**
 * dx[l, index[i], n] = Σ dy[l, i, n] over the i in order, 0 where no index points, for y = gather(x); bad indices are skipped.
 * Items: the N columns.
 * @grain 16
 * @cost L * (I + R)
 */
export function gather_backward(dx: Out, dy: In, index: In, L: i32, R: i32, I: i32, N: i32, from: i32, to: i32): void {
  const width = to - from;
  for (let row = 0; row < L * R; row++) memory.fill(dx + at(row, N, from), 0, at(width));
  for (let l = 0; l < L; l++) {
    for (let i = 0; i < I; i++) {
      const r = load<i32>(index + at(i));
      if (<u32>r >= <u32>R) continue;
      let p = dx + at(l, R * N) + at(r, N, from);
      let q = dy + at(l, I * N) + at(i, N, from);
      for (const end = p + at(width); p < end; p += 4, q += 4) store<f32>(p, load<f32>(p) + load<f32>(q));
    }
  }
}

/**
 * y[i, v] = 1 where v = index[i], else 0, float32, for indices in [0, V); a bad one gives a row of zeros. Items: rows.
 * @cost V
 */
export function one_hot(y: Out, index: In, record: Record, V: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    memory.fill(y + at(i, V), 0, at(V));
    const v = load<i32>(index + at(i));
    if (<u32>v < <u32>V) store<f32>(y + at(i, V, v), 1);
    else report_index(record, v, V);
  }
}
