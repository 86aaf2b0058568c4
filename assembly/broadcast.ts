// The loops of binary operators, NumPy's broadcasting included.
//
// The result is y[L, M, N]; an operand's strides l, m, n (elements) are 0 along axes that it repeats, and n is 0 or 1,
// for one operand at least 1 unless N = 1. More axes merge into these three, or the operand is spread out first.
// Items: elements of y, which may be an operand that repeats nothing.

import { at } from "./abi";
import { load_lanes, store_lanes } from "./simd";

/** Runs one formula over the rows of N elements that [from, to) touches. */
@inline
export function broadcast<F>(
  y: usize,
  a: usize,
  b: usize,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to;) {
    const row = i / N;
    const j = i - row * N;
    const l = row / M;
    const m = row - l * M;
    const n = min(N - j, to - i);
    row_of<F>(y + at(i), a + at(l, al, m, am) + at(j, an), an, b + at(l, bl, m, bm) + at(j, bn), bn, n);
    i += n;
  }
}

/** The same for formulas that are bound by arithmetic: not unrolled, and there only once. */
@inline
export function broadcast_heavy<F>(
  y: usize,
  a: usize,
  b: usize,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
): void {
  const f = changetype<F>(0);
  for (let i = from; i < to;) {
    const row = i / N;
    const j = i - row * N;
    const l = row / M;
    const m = row - l * M;
    const n = min(N - j, to - i);
    const p = a + at(l, al, m, am) + at(j, an);
    const q = b + at(l, bl, m, bm) + at(j, bn);
    let o: usize = 0;
    for (let left = n; left > 0; left -= 4) {
      const s = an ? load_lanes(p + o, left) : v128.load32_splat(p);
      const t = bn ? load_lanes(q + o, left) : v128.load32_splat(q);
      store_lanes(y + at(i) + o, f.lanes(s, t), left);
      o += 16;
    }
    i += n;
  }
}

/** n results in a row; an operand whose step is 0 is one number. */
function row_of<F>(y: usize, a: usize, an: i32, b: usize, bn: i32, n: i32): void {
  const f = changetype<F>(0);
  const end = at(n & ~3);
  const rest = n & 3;
  let o: usize = 0;
  if (an == 0) {
    const s = v128.load32_splat(a);
    for (; o < end; o += 16) v128.store(y + o, f.lanes(s, v128.load(b + o)));
    if (rest) store_lanes(y + o, f.lanes(s, load_lanes(b + o, rest)), rest);
  } else if (bn == 0) {
    const s = v128.load32_splat(b);
    for (; o < end; o += 16) v128.store(y + o, f.lanes(v128.load(a + o), s));
    if (rest) store_lanes(y + o, f.lanes(load_lanes(a + o, rest), s), rest);
  } else {
    for (const wide = at(n & ~15); o < wide; o += 64) {
      v128.store(y + o, f.lanes(v128.load(a + o), v128.load(b + o)));
      v128.store(y + o, f.lanes(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
      v128.store(y + o, f.lanes(v128.load(a + o, 32), v128.load(b + o, 32)), 32);
      v128.store(y + o, f.lanes(v128.load(a + o, 48), v128.load(b + o, 48)), 48);
    }
    for (; o < end; o += 16) v128.store(y + o, f.lanes(v128.load(a + o), v128.load(b + o)));
    if (rest) store_lanes(y + o, f.lanes(load_lanes(a + o, rest), load_lanes(b + o, rest)), rest);
  }
}
