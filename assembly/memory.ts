// Kernels that move 32-bit words, of either dtype.

import { at, In, Out } from "./abi";
import { store_lanes } from "./simd";

/**
 * y = the 32 bits of `value`, whatever they mean. Items: elements.
 * @grain 16
 */
export function fill(y: Out, value: i32, from: i32, to: i32): void {
  const v = i32x4.splat(value);
  let o = at(from);
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, v);
  const n = to & 3;
  if (n) store_lanes(y + o, v, n);
}

/**
 * y = x. Items: elements; y and x do not overlap.
 * @grain 16
 */
export function copy(y: Out, x: In, from: i32, to: i32): void {
  memory.copy(y + at(from), x + at(from), at(to - from));
}

/**
 * y[i₀, …, i₅] = x[Σ iₐ sₐ] for contiguous y of shape [n0, …, n5]; strides of x count elements, 0 repeats.
 * Broadcasting, transposition and inner slices. Items: elements of y; y and x do not overlap.
 * @grain 16
 * @cost 2
 */
export function copy_from_strided(
  y: Out,
  x: In,
  n0: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  n4: i32,
  n5: i32,
  s0: i32,
  s1: i32,
  s2: i32,
  s3: i32,
  s4: i32,
  s5: i32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to;) {
    const run = min(n5 - (i % n5), to - i);
    copy_run(y + at(i), 1, x + strided(i, n1, n2, n3, n4, n5, s0, s1, s2, s3, s4, s5), s5, run);
    i += run;
  }
}

/**
 * y[Σ iₐ sₐ] = x[i₀, …, i₅] for contiguous x of shape [n0, …, n5]: writes the window of y that the strides span, and
 * leaves the rest as an earlier launch wrote it. No two items may have the same place. Items: elements of x.
 * @grain 16
 * @cost 2
 */
export function copy_to_strided(
  y: Out,
  x: In,
  n0: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  n4: i32,
  n5: i32,
  s0: i32,
  s1: i32,
  s2: i32,
  s3: i32,
  s4: i32,
  s5: i32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to;) {
    const run = min(n5 - (i % n5), to - i);
    copy_run(y + strided(i, n1, n2, n3, n4, n5, s0, s1, s2, s3, s4, s5), s5, x + at(i), 1, run);
    i += run;
  }
}

/** Byte offset of item i of shape [·, n1, …, n5] under strides s0 … s5. */
@inline
function strided(
  i: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  n4: i32,
  n5: i32,
  s0: i32,
  s1: i32,
  s2: i32,
  s3: i32,
  s4: i32,
  s5: i32,
): usize {
  let offset: isize = <isize>(i % n5) * s5;
  i /= n5;
  offset += <isize>(i % n4) * s4;
  i /= n4;
  offset += <isize>(i % n3) * s3;
  i /= n3;
  offset += <isize>(i % n2) * s2;
  i /= n2;
  offset += <isize>(i % n1) * s1;
  i /= n1;
  offset += <isize>i * s0;
  return <usize>(offset << 2);
}

/** n words from x to y, `xs` and `ys` words apart. */
function copy_run(y: usize, ys: i32, x: usize, xs: i32, n: i32): void {
  if (xs == 1 && ys == 1) {
    memory.copy(y, x, at(n));
    return;
  }
  if (xs == 0 && ys == 1) {
    fill(y, load<i32>(x), 0, n);
    return;
  }
  for (const dx = at(xs), dy = at(ys); n > 0; n--, x += dx, y += dy) store<i32>(y, load<i32>(x));
}
