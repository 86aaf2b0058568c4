// Connectionist temporal classification: how probable a sequence of labels is, over all ways to spread it over the frames,
// with blanks between. Items: sequences. x[B, T, C] are logarithms of probabilities, targets[B, S] int32 labels; of each
// sequence frames[b] and counts[b] count, int32, and what stands behind them is not read.
//
// A sequence of S labels has 2S + 1 states: blank k stands before label k, and the last one behind all. A row of states holds
// P blanks, then P labels: S + 1 in whole vectors, and one vector more. States that a shorter sequence has not are −∞. A row is
// logarithms, less an offset in float64: each step takes off the largest of the row before, so that numbers stay small,
// and precise, however many frames there are.
// Source: Graves et al., "Connectionist temporal classification", ICML 2006, sections 4.1 and 4.2.

import { at, In, Out, Record, Scratch } from "./abi";
import { report_index } from "./control";
import { c, exp_below, exp_clamped, log_normal } from "./math";
import { keep_lanes, load_lanes, madd, store_lanes, sum_lanes } from "./simd";

/** Bytes of a row's offset. */
const HEAD: usize = 8;

/** P for S labels. */
@inline
function padded(S: i32): i32 {
  return (S + 8) & ~3;
}

// The scratch block holds, P words each: where labels are in a frame, in bytes; for which of them a path may skip the blank
// before, as masks; and a row of states.

/**
 * loss[b] = −ln of the probability of targets[b] in x[b]: ∞ if no path of states is possible, or 0 then if `zero`.
 * alpha[B, T] gets rows for `ctc_backward`, of 2 + 2P words: the offset, and the states; those behind the frames are not written.
 * A length or a label out of range is reported, with bound −1 a label that is the blank; the loss is 0 then.
 * @cost 40 * T * (S + 1)
 */
export function ctc(
  loss: Out,
  alpha: Out,
  x: In,
  targets: In,
  frames: In,
  counts: In,
  record: Record,
  scratch: Scratch,
  T: i32,
  C: i32,
  S: i32,
  blank: i32,
  zero: i32,
  from: i32,
  to: i32,
): void {
  const P = padded(S);
  for (let b = from; b < to; b++) {
    const length = load<i32>(frames + at(b));
    const count = load<i32>(counts + at(b));
    let value: f32 = 0;
    if (prepare(scratch, targets + at(b, S), length, count, T, S, C, blank, record)) {
      let before = scratch + at(2 * P);
      start(before, P, 0);
      let frame = x + at(b * T, C);
      let row = alpha + <usize>(b * T) * (HEAD + at(2 * P));
      let offset: f64 = 0;
      let shift: f32 = 0;
      for (let t = 0; t < length; t++) {
        offset += shift;
        store<f64>(row, offset);
        shift = forward(row + HEAD, before, frame, scratch, P, count, blank, shift);
        before = row + HEAD;
        row = before + at(2 * P);
        frame += at(C);
      }
      value = <f32>(0 - (<f64>ending(before, P, count) + offset));
      if (zero && value == Infinity) value = 0;
    }
    store<f32>(loss + at(b), value);
  }
}

/**
 * dx[b, t, c] = dy[b] · (eˣ − the probability that the path is at c in frame t, given targets[b]), which is PyTorch's: the gradient of
 * what log softmax is taken of. 0 behind the frames; NaN where the loss is infinite, or 0 if `zero`. `alpha` is what `ctc` wrote.
 * @cost 80 * T * (S + 1) + 10 * T * C
 */
export function ctc_backward(
  dx: Out,
  dy: In,
  alpha: In,
  x: In,
  targets: In,
  frames: In,
  counts: In,
  scratch: Scratch,
  T: i32,
  C: i32,
  S: i32,
  blank: i32,
  zero: i32,
  from: i32,
  to: i32,
): void {
  const P = padded(S);
  const width = HEAD + at(2 * P);
  for (let b = from; b < to; b++) {
    const length = load<i32>(frames + at(b));
    const count = load<i32>(counts + at(b));
    const out = dx + at(b * T, C);
    const isUsable = prepare(scratch, targets + at(b, S), length, count, T, S, C, blank, 0);
    let t = isUsable ? length : 0;
    memory.fill(out + at(t, C), 0, at(T - t, C));
    if (t == 0) continue;
    let row = alpha + <usize>(b * T + t - 1) * width;
    const total = <f64>ending(row + HEAD, P, count) + load<f64>(row);
    if (total == -Infinity) {
      if (zero) memory.fill(out, 0, at(t, C));
      else fill_nan(out, t * C);
      continue;
    }
    const beta = scratch + at(2 * P);
    start(beta, P, count);
    const scale = load<f32>(dy + at(b));
    let frame = x + at(b * T + t, C);
    let offset: f64 = 0;
    let shift: f32 = 0;
    while (t-- > 0) {
      frame -= at(C);
      const base = <f32>(load<f64>(row) + offset - total);
      offset += shift; // what this step takes off
      exp_scaled(out + at(t, C), frame, C, scale);
      shift = backward(out + at(t, C), row + HEAD, beta, frame, scratch, P, count, blank, shift, base, scale);
      row -= width;
    }
  }
}

/** Checks a sequence, reports what is wrong to `record` unless it is 0, and writes where its labels are and what may be skipped. */
function prepare(
  scratch: usize,
  targets: usize,
  length: i32,
  count: i32,
  T: i32,
  S: i32,
  C: i32,
  blank: i32,
  record: usize,
): bool {
  let wrong = length;
  let bound = T + 1;
  let isFine = <u32>length < <u32>bound;
  if (isFine) {
    wrong = count;
    bound = S + 1;
    isFine = <u32>count < <u32>bound;
  }
  const P = padded(S);
  let previous = blank;
  for (let k = 0; isFine && k < P; k++) {
    const label = k < count ? load<i32>(targets + at(k)) : blank;
    if (k < count && (<u32>label >= <u32>C || label == blank)) {
      isFine = false;
      wrong = label;
      bound = label == blank ? -1 : C;
    }
    store<i32>(scratch + at(k), label << 2);
    store<i32>(scratch + at(P + k), -i32(k < count && k > 0 && label != previous));
    previous = label;
  }
  if (!isFine && record) report_index(record, wrong, bound);
  return isFine;
}

/** A row of states of which only blank k is possible, for certain. */
function start(row: usize, P: i32, k: i32): void {
  for (let o: usize = 0; o < at(2 * P); o += 16) v128.store(row + o, f32x4.splat(-Infinity));
  store<f32>(row + at(k), 0);
}

/** ln of the probability of both states at which a path may end. */
function ending(row: usize, P: i32, count: i32): f32 {
  const blank = v128.load32_splat(row + at(count));
  if (count == 0) return f32x4.extract_lane(blank, 0);
  return f32x4.extract_lane(add_logs(blank, v128.load32_splat(row + at(P + count - 1))), 0);
}

/** The states of a frame from those `before` it, less `shift`. Answers the largest. */
function forward(
  row: usize,
  before: usize,
  frame: usize,
  scratch: usize,
  P: i32,
  count: i32,
  blank: i32,
  shift: f32,
): f32 {
  const low = f32x4.splat(-Infinity);
  const less = f32x4.splat(shift);
  const ofBlank = f32x4.sub(v128.load32_splat(frame + at(blank)), less);
  const labels = at(P);
  let carry = low;
  let most = low;
  for (let k = 0; k <= count; k += 4) {
    const o = at(k);
    const b = v128.load(before + o);
    const l = v128.load(before + labels + o);
    const previous = v128.shuffle<i32>(carry, l, 3, 4, 5, 6);
    carry = l;
    const blanks = f32x4.add(add_logs(b, previous), ofBlank);
    const skipped = v128.bitselect(previous, low, v128.load(scratch + labels + o));
    const ofLabels = f32x4.sub(gather(frame, scratch + o), less);
    const all = f32x4.add(add_three_logs(l, b, skipped), ofLabels);
    const some = keep_lanes(all, min(4, count - k), low);
    v128.store(row + o, blanks);
    v128.store(row + labels + o, some);
    most = f32x4.pmax(most, f32x4.pmax(blanks, some));
  }
  return largest_lane(most);
}

/**
 * Takes the probabilities of a frame's states, times `scale`, off `out`, and goes on to the frame before: `beta` are ln of what may follow
 * this frame, and become that of what may follow the one before, less `shift`. `base` makes α + β what they are of the whole. Answers
 * the largest of the new row.
 */
function backward(
  out: usize,
  alpha: usize,
  beta: usize,
  frame: usize,
  scratch: usize,
  P: i32,
  count: i32,
  blank: i32,
  shift: f32,
  base: f32,
  scale: f32,
): f32 {
  const low = f32x4.splat(-Infinity);
  const less = f32x4.splat(shift);
  const ofBlank = f32x4.sub(v128.load32_splat(frame + at(blank)), less);
  const labels = at(P);
  const whole = f32x4.splat(base);
  const scales = f32x4.splat(scale);
  let sum = f32x4.splat(0);
  let most = low;
  for (let k = 0; k <= count; k += 4) {
    const o = at(k);
    const l = v128.load(beta + labels + o);
    const nextSkipped = v128.bitselect(v128.load(beta + labels + o, 4), low, v128.load(scratch + labels + o, 4));
    let blanks = add_logs(v128.load(beta + o), l);
    let some = add_three_logs(l, v128.load(beta + o, 4), nextSkipped);
    sum = madd(exp_clamped(f32x4.add(f32x4.add(v128.load(alpha + o), blanks), whole)), scales, sum);
    const parts = exp_clamped(f32x4.add(f32x4.add(v128.load(alpha + labels + o), some), whole));
    take_off(out, scratch + o, f32x4.mul(parts, scales), count - k);
    blanks = f32x4.add(blanks, ofBlank);
    some = f32x4.add(some, f32x4.sub(gather(frame, scratch + o), less));
    v128.store(beta + o, blanks);
    v128.store(beta + labels + o, some);
    most = f32x4.pmax(most, f32x4.pmax(blanks, some));
  }
  out += at(blank);
  store<f32>(out, load<f32>(out) - sum_lanes(sum));
  return largest_lane(most);
}

/** ln(eᵃ + eᵇ). The bound of `exp_below` is put in front of a difference of infinities, and −∞ stays. */
function add_logs(a: v128, b: v128): v128 {
  const m = f32x4.max(a, b);
  const rest = exp_below(f32x4.pmax(c(0), f32x4.sub(f32x4.pmin(a, b), m)));
  return f32x4.add(m, log_normal(f32x4.add(rest, c(12))));
}

/** ln(eᵃ + eᵇ + eᶜ). */
function add_three_logs(a: v128, b: v128, third: v128): v128 {
  const high = f32x4.max(a, b);
  const m = f32x4.max(high, third);
  const low = exp_below(f32x4.pmax(c(0), f32x4.sub(f32x4.pmin(a, b), m)));
  const middle = exp_below(f32x4.pmax(c(0), f32x4.sub(f32x4.pmin(high, third), m)));
  return f32x4.add(m, log_normal(f32x4.add(f32x4.add(low, middle), c(12))));
}

/** The numbers of four labels. */
@inline
function gather(frame: usize, offsets: usize): v128 {
  let v = v128.load32_zero(frame + load<u32>(offsets));
  v = v128.load32_lane(frame + load<u32>(offsets, 4), v, 1);
  v = v128.load32_lane(frame + load<u32>(offsets, 8), v, 2);
  return v128.load32_lane(frame + load<u32>(offsets, 12), v, 3);
}

/** Takes the first n lanes off the numbers of their labels, one by one, as labels may be alike. */
@inline
function take_off(out: usize, offsets: usize, v: v128, n: i32): void {
  if (n > 0) subtract_at(out + load<u32>(offsets), f32x4.extract_lane(v, 0));
  if (n > 1) subtract_at(out + load<u32>(offsets, 4), f32x4.extract_lane(v, 1));
  if (n > 2) subtract_at(out + load<u32>(offsets, 8), f32x4.extract_lane(v, 2));
  if (n > 3) subtract_at(out + load<u32>(offsets, 12), f32x4.extract_lane(v, 3));
}


@inline
function subtract_at(p: usize, v: f32): void {
  store<f32>(p, load<f32>(p) - v);
}

/** The largest lane; 0 instead of an infinite one, which nothing can be taken off of. */
@inline
function largest_lane(v: v128): f32 {
  v = f32x4.pmax(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  const most = f32x4.extract_lane(f32x4.pmax(v, v128.shuffle<i32>(v, v, 1, 0, 3, 2)), 0);
  return abs(most) < Infinity ? most : 0;
}

/** y = scale · eˣ. */
function exp_scaled(y: usize, x: usize, n: i32, scale: f32): void {
  const s = f32x4.splat(scale);
  for (let left = n; left > 0; left -= 4) {
    store_lanes(y, f32x4.mul(exp_clamped(load_lanes(x, left)), s), left);
    x += 16;
    y += 16;
  }
}

function fill_nan(y: usize, n: i32): void {
  for (const end = y + at(n); y < end; y += 4) store<f32>(y, NaN);
}
