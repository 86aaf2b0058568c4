// Softmax over rows of V contiguous numbers, its logarithm, and the fused cross entropy. Items: rows.
// A result may overwrite an operand of its shape at the same address.
// eˣ is taken of x − max ≤ 0, so it never overflows; what `exp_clamped` takes for 0 is far below one ulp of the sum.

import { at, blocks, In, Out, Record } from "./abi";
import { report_index } from "./control";
import { exp_clamped, log_normal } from "./math";
import { first_lanes, keep_lanes, load_lanes, madd, store_lanes, sum_lanes } from "./simd";

/**
 * y[i, :] = e^(x − max x) / Σ e^(x − max x).
 * @cost 12 * V
 */
export function softmax(y: Out, x: In, V: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) normalize(y + at(i, V), x + at(i, V), V);
}

/**
 * `softmax` of what is visible of a row, and 0 elsewhere: its first i mod T + 1 numbers if `T`, the rows of a matrix, is not 0, else
 * all. A row in which nothing but −∞ is visible is 0.
 * @cost 12 * V
 */
export function softmax_visible(y: Out, x: In, V: i32, T: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const o = at(i, V);
    const n = T ? min(V, (i % T) + 1) : V;
    const top = largest(x + o, n);
    // The largest of −∞ and NaN may be −∞, too; their sum is NaN.
    if (top == -Infinity && sum_exp(x + o, n, 0) == 0) memory.fill(y + o, 0, at(n));
    else scale_row(y + o, n, 1 / exp_row(y + o, x + o, n, top));
    memory.fill(y + o + at(n), 0, at(V - n));
  }
}

/**
 * dx[i, :] = y · (dy − Σ dy y), for y = softmax(x).
 * @cost 3 * V
 */
export function softmax_backward(dx: Out, dy: In, y: In, V: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const o = at(i, V);
    softmax_row_backward(dx + o, dy + o, y + o, V);
  }
}

function softmax_row_backward(dx: usize, dy: usize, y: usize, V: i32): void {
  const end = at(V & ~3);
  const n = V & 3;
  let dot = f32x4.splat(0);
  let o: usize = 0;
  for (; o < end; o += 16) dot = madd(v128.load(dy + o), v128.load(y + o), dot);
  if (n) dot = madd(load_lanes(dy + o, n), load_lanes(y + o, n), dot);
  const s = f32x4.splat(sum_lanes(dot));
  for (o = 0; o < end; o += 16) v128.store(dx + o, f32x4.mul(v128.load(y + o), f32x4.sub(v128.load(dy + o), s)));
  if (n) store_lanes(dx + o, f32x4.mul(load_lanes(y + o, n), f32x4.sub(load_lanes(dy + o, n), s)), n);
}

/**
 * y[i, :] = x − max x − ln Σ e^(x − max x).
 * @cost 10 * V
 */
export function log_softmax(y: Out, x: In, V: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const o = at(i, V);
    const top = largest(x + o, V);
    shifted(y + o, x + o, V, f32x4.splat(top), f32x4.splat(log_of(sum_exp(x + o, V, top))));
  }
}

/** y = x − a − b; their sum would lose what x and a have in common. */
function shifted(y: usize, x: usize, V: i32, a: v128, b: v128): void {
  const end = at(V & ~3);
  const n = V & 3;
  let o: usize = 0;
  for (; o < end; o += 16) v128.store(y + o, f32x4.sub(f32x4.sub(v128.load(x + o), a), b));
  if (n) store_lanes(y + o, f32x4.sub(f32x4.sub(load_lanes(x + o, n), a), b), n);
}

/**
 * dx[i, :] = dy − eʸ Σ dy, for y = log_softmax(x).
 * @cost 10 * V
 */
export function log_softmax_backward(dx: Out, dy: In, y: In, V: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const o = at(i, V);
    log_softmax_row_backward(dx + o, dy + o, y + o, V);
  }
}

function log_softmax_row_backward(dx: usize, dy: usize, y: usize, V: i32): void {
  const end = at(V & ~3);
  const n = V & 3;
  let sum = f32x4.splat(0);
  let o: usize = 0;
  for (; o < end; o += 16) sum = f32x4.add(sum, v128.load(dy + o));
  if (n) sum = f32x4.add(sum, load_lanes(dy + o, n));
  const s = f32x4.splat(-sum_lanes(sum));
  for (o = 0; o < end; o += 16) v128.store(dx + o, madd(exp_clamped(v128.load(y + o)), s, v128.load(dy + o)));
  if (n) store_lanes(dx + o, madd(exp_clamped(load_lanes(y + o, n)), s, load_lanes(dy + o, n)), n);
}

/**
 * loss[i] = −ln softmax(x[i, :])[label[i]], for int32 labels in [0, V). A label out of range is reported, and its loss is 0.
 * @cost 10 * V
 */
export function softmax_cross_entropy(loss: Out, x: In, labels: In, record: Record, V: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const row = x + at(i, V);
    const label = load<i32>(labels + at(i));
    let value: f32 = 0;
    if (<u32>label < <u32>V) {
      const top = largest(row, V);
      value = log_of(sum_exp(row, V, top)) + (top - load<f32>(row + at(label)));
    } else report_index(record, label, V);
    store<f32>(loss + at(i), value);
  }
}

/**
 * dx[i, v] = dy[i] · (softmax(x[i, :])[v] − [v = label[i]]). The forward launch reported labels out of range; they subtract
 * nothing. The exponentials are taken again: that costs less than to keep them.
 * @cost 12 * V
 */
export function softmax_cross_entropy_backward(dx: Out, dy: In, x: In, labels: In, V: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const row = x + at(i, V);
    const out = dx + at(i, V);
    const scale = load<f32>(dy + at(i));
    const sum = exp_row(out, row, V, largest(row, V));
    scale_row(out, V, scale / sum);
    const label = load<i32>(labels + at(i));
    if (<u32>label < <u32>V) store<f32>(out + at(label), load<f32>(out + at(label)) - scale);
  }
}

/**
 * y[l, b] = ln Σ e^x[l, r] over block b of R: −∞ of nothing but −∞, ∞ if any is ∞, NaN if any is NaN.
 * Items: the L·⌈R/block⌉ results.
 * @cost 10 * block
 */
export function log_sum_exp_rows(y: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  const perRow = blocks(R, block);
  for (let item = from; item < to; item++) {
    const l = item / perRow;
    const r = (item - l * perRow) * block;
    store<f32>(y + at(item), log_sum_exp(x + at(l, R, r), min(block, R - r)));
  }
}

function log_sum_exp(x: usize, V: i32): f32 {
  const top = largest(x, V);
  // The difference of infinities would be NaN; the sum then is 0, ∞ or NaN.
  const isInfinite = abs(top) == Infinity;
  const sum = sum_exp(x, V, isInfinite ? 0 : top);
  if (isInfinite) return sum == sum ? top : sum;
  return log_of(sum) + top;
}

function normalize(y: usize, x: usize, V: i32): void {
  const sum = exp_row(y, x, V, largest(x, V));
  scale_row(y, V, 1 / sum);
}

/** The largest of V numbers; one of them, or −∞, if some are NaN. */
function largest(x: usize, V: i32): f32 {
  const lowest = f32x4.splat(-Infinity);
  const end = at(V & ~3);
  const n = V & 3;
  let m = lowest;
  let o: usize = 0;
  for (; o < end; o += 16) m = f32x4.pmax(m, v128.load(x + o));
  // Numbers seen twice change nothing, so the last vector may overlap the one before.
  if (n) m = f32x4.pmax(m, end ? v128.load(x + at(V - 4)) : keep_lanes(load_lanes(x + o, n), n, lowest));
  m = f32x4.pmax(m, v128.shuffle<i32>(m, m, 2, 3, 0, 1));
  m = f32x4.pmax(m, v128.shuffle<i32>(m, m, 1, 0, 3, 2));
  return f32x4.extract_lane(m, 0);
}

/** y = e^(x − top), and their sum. */
function exp_row(y: usize, x: usize, V: i32, top: f32): f32 {
  const t = f32x4.splat(top);
  const end = at(V & ~3);
  const n = V & 3;
  let sum = f32x4.splat(0);
  let o: usize = 0;
  for (; o < end; o += 16) {
    const e = exp_clamped(f32x4.sub(v128.load(x + o), t));
    sum = f32x4.add(sum, e);
    v128.store(y + o, e);
  }
  if (n) {
    const e = v128.and(exp_clamped(f32x4.sub(load_lanes(x + o, n), t)), first_lanes(n));
    sum = f32x4.add(sum, e);
    store_lanes(y + o, e, n);
  }
  return sum_lanes(sum);
}

/** Σ e^(x − top), in the order of `exp_row`. */
function sum_exp(x: usize, V: i32, top: f32): f32 {
  const t = f32x4.splat(top);
  const end = at(V & ~3);
  const n = V & 3;
  let sum = f32x4.splat(0);
  let o: usize = 0;
  for (; o < end; o += 16) sum = f32x4.add(sum, exp_clamped(f32x4.sub(v128.load(x + o), t)));
  if (n) sum = f32x4.add(sum, v128.and(exp_clamped(f32x4.sub(load_lanes(x + o, n), t)), first_lanes(n)));
  return sum_lanes(sum);
}

/** y = s · y. */
function scale_row(y: usize, V: i32, s: f32): void {
  const v = f32x4.splat(s);
  const end = at(V & ~3);
  const n = V & 3;
  let o: usize = 0;
  for (; o < end; o += 16) v128.store(y + o, f32x4.mul(v128.load(y + o), v));
  if (n) store_lanes(y + o, f32x4.mul(load_lanes(y + o, n), v), n);
}

/** ln x, for the normal x ≥ 1 that a sum of exponentials with a largest term of 1 is; NaN stays NaN. */
@inline
function log_of(x: f32): f32 {
  if (x != x) return x;
  return f32x4.extract_lane(log_normal(f32x4.splat(x)), 0);
}
