// Kernels that read indices from memory: each index is compared with its bound; a bad one is reported and skipped.

import { at, In, InOut, Out, Record } from "./abi";
import { report_index } from "./control";
import { copy_row } from "./memory";
import { load_lanes, store_lanes } from "./simd";

/**
 * y[l, i, :] = x[l, index[i], :], for x[L, R, N] and I indices in [0, R); a bad one gives zeros. Items: the L·I rows.
 * @cost N
 */
export function gather(y: Out, x: In, index: In, record: Record, R: i32, I: i32, N: i32, from: i32, to: i32): void {
  for (let item = from; item < to;) {
    const l = item / I;
    const i = item - l * I;
    const rows = min(I - i, to - item);
    if (N == 1) take(y + at(item), x + at(l, R), 1, 0, index + at(i), rows, R, record);
    else {
      for (let k = 0; k < rows; k++) {
        const r = load<i32>(index + at(i + k));
        if (<u32>r < <u32>R) copy_row(y + at(item + k, N), x + at(l, R * N) + at(r, N), N);
        else {
          report_index(record, r, R);
          memory.fill(y + at(item + k, N), 0, at(N));
        }
      }
    }
    item += rows;
  }
}

/**
 * y[l, i, n] = x[l, index[l, i, n], n], for x[L, R, N], y and indices [L, I, N] in [0, R); a bad one gives zero.
 * Items: elements of y.
 * @grain 16
 * @cost 2
 */
export function take_along_axis(
  y: Out,
  x: In,
  index: In,
  record: Record,
  R: i32,
  I: i32,
  N: i32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to;) {
    const l = item / (I * N);
    const rest = item - l * I * N;
    const n = N == 1 ? 0 : rest % N;
    const width = min(N == 1 ? I - rest : N - n, to - item);
    take(y + at(item), x + at(l, R * N) + at(n), N, i32(N != 1), index + at(item), width, R, record);
    item += width;
  }
}

/** y[k] = x[index[k] · row + k · step] for n indices in [0, R); four at a time, unless one of these is bad. */
function take(y: usize, x: usize, row: i32, step: i32, index: usize, n: i32, R: i32, record: usize): void {
  const dx = at(step);
  while (n > 0) {
    if (n >= 4 && all_below(index, R)) {
      store<i32>(y, load<i32>(x + at(load<i32>(index), row)));
      store<i32>(y, load<i32>(x + at(load<i32>(index, 4), row) + dx), 4);
      store<i32>(y, load<i32>(x + at(load<i32>(index, 8), row) + 2 * dx), 8);
      store<i32>(y, load<i32>(x + at(load<i32>(index, 12), row) + 3 * dx), 12);
      n -= 4;
      y += 16;
      index += 16;
      x += 4 * dx;
    } else {
      const r = load<i32>(index);
      if (<u32>r < <u32>R) store<i32>(y, load<i32>(x + at(r, row)));
      else {
        report_index(record, r, R);
        store<i32>(y, 0);
      }
      n--;
      y += 4;
      index += 4;
      x += dx;
    }
  }
}

/** Whether the next four indices are in [0, R). */
@inline
function all_below(index: usize, R: i32): bool {
  return i32x4.all_true(i32x4.lt_u(v128.load(index), i32x4.splat(R)));
}

/**
 * y[l, index[l, i, n], n] += x[l, i, n] over the i in order, for y[L, R, N], x and indices [L, I, N] in [0, R); bad ones are
 * skipped. `shared`: the indices are index[i], alike for all l and n. `ints`: y and x are int32, which wraps, and no index is
 * shared. Items: the L·N columns.
 * @grain 16
 * @cost 2 * I
 */
export function scatter_add(
  y: InOut,
  x: In,
  index: In,
  record: Record,
  R: i32,
  I: i32,
  N: i32,
  shared: i32,
  ints: i32,
  from: i32,
  to: i32,
): void {
  if (ints) scatter<i32>(y, x, index, record, R, I, N, 0, from, to);
  else scatter<f32>(y, x, index, record, R, I, N, shared, from, to);
}

function scatter<T>(
  y: usize,
  x: usize,
  index: usize,
  record: usize,
  R: i32,
  I: i32,
  N: i32,
  shared: i32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to;) {
    const l = item / N;
    const n = item - l * N;
    const width = min(N - n, to - item);
    const top = y + at(l, R * N) + at(n);
    if (N == 1) add_along<T>(top, 1, 0, x + at(l, I), index + at(shared ? 0 : l, I), I, R, record);
    else {
      for (let i = 0; i < I; i++) {
        const q = x + at(l, I * N) + at(i, N, n);
        if (isFloat<T>() && shared) {
          const r = load<i32>(index + at(i));
          if (<u32>r < <u32>R) add_row(top + at(r, N), q, width);
          else report_index(record, r, R);
        } else add_along<T>(top, N, 1, q, index + at(l, I * N) + at(i, N, n), width, R, record);
      }
    }
    item += width;
  }
}

/** y[k] += x[k]. */
function add_row(y: usize, x: usize, n: i32): void {
  for (const end = y + at(n & ~3); y < end; y += 16, x += 16) v128.store(y, f32x4.add(v128.load(y), v128.load(x)));
  n &= 3;
  if (n) store_lanes(y, f32x4.add(load_lanes(y, n), load_lanes(x, n)), n);
}

/** y[index[k] · row + k · step] += x[k] for n indices in [0, R), in order; four at a time, unless one of these is bad. */
function add_along<T>(y: usize, row: i32, step: i32, x: usize, index: usize, n: i32, R: i32, record: usize): void {
  const dy = at(step);
  while (n > 0) {
    if (n >= 4 && all_below(index, R)) {
      add_one<T>(y + at(load<i32>(index), row), load<T>(x));
      add_one<T>(y + at(load<i32>(index, 4), row) + dy, load<T>(x, 4));
      add_one<T>(y + at(load<i32>(index, 8), row) + 2 * dy, load<T>(x, 8));
      add_one<T>(y + at(load<i32>(index, 12), row) + 3 * dy, load<T>(x, 12));
      n -= 4;
      x += 16;
      index += 16;
      y += 4 * dy;
    } else {
      const r = load<i32>(index);
      if (<u32>r < <u32>R) add_one<T>(y + at(r, row), load<T>(x));
      else report_index(record, r, R);
      n--;
      x += 4;
      index += 4;
      y += dy;
    }
  }
}


@inline
function add_one<T>(y: usize, x: T): void {
  store<T>(y, load<T>(y) + x);
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
