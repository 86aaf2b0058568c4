// What every elementwise kernel shares: the loops. A formula is a class with one method `lanes`, inlined here.
// Items are elements, parts begin at multiples of 16, the output may be an operand at the same address.

import { at } from "./abi";
import { load_lanes, store_lanes } from "./simd";

/** y[i] = F(x[i]). Unrolled four times: a memory-bound formula runs at the speed of a copy. */
@inline
export function map<F>(y: usize, x: usize, from: i32, to: i32): void {
  const f = changetype<F>(0);
  let o = at(from);
  for (const end = at(to & ~15); o < end; o += 64) {
    v128.store(y + o, f.lanes(v128.load(x + o)));
    v128.store(y + o, f.lanes(v128.load(x + o, 16)), 16);
    v128.store(y + o, f.lanes(v128.load(x + o, 32)), 32);
    v128.store(y + o, f.lanes(v128.load(x + o, 48)), 48);
  }
  map_rest<F>(y, x, o, to);
}

/** The same without unrolling: half the code, and as fast beyond the first cache. */
@inline
export function map_plain<F>(y: usize, x: usize, from: i32, to: i32): void {
  map_rest<F>(y, x, at(from), to);
}

/**
 * The same for formulas that are bound by arithmetic: not unrolled, and there only once. The lane loads cost such a formula a
 * predicted branch, at most 4 %.
 */
@inline
export function map_heavy<F>(y: usize, x: usize, from: i32, to: i32): void {
  const f = changetype<F>(0);
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    store_lanes(y + o, f.lanes(load_lanes(x + o, left)), left);
    o += 16;
  }
}

/** y[i] = F(x[i], s) for one s in all lanes and a formula bound by arithmetic. */
@inline
export function map_heavy_with<F>(y: usize, x: usize, s: v128, from: i32, to: i32): void {
  const f = changetype<F>(0);
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    store_lanes(y + o, f.lanes(load_lanes(x + o, left), s), left);
    o += 16;
  }
}


@inline
function map_rest<F>(y: usize, x: usize, o: usize, to: i32): void {
  const f = changetype<F>(0);
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, f.lanes(v128.load(x + o)));
  const n = to & 3;
  if (n) store_lanes(y + o, f.lanes(load_lanes(x + o, n)), n);
}

/** y[i] = F(a[i], b[i]). */
@inline
export function zip<F>(y: usize, a: usize, b: usize, from: i32, to: i32): void {
  const f = changetype<F>(0);
  let o = at(from);
  for (const end = at(to & ~15); o < end; o += 64) {
    v128.store(y + o, f.lanes(v128.load(a + o), v128.load(b + o)));
    v128.store(y + o, f.lanes(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
    v128.store(y + o, f.lanes(v128.load(a + o, 32), v128.load(b + o, 32)), 32);
    v128.store(y + o, f.lanes(v128.load(a + o, 48), v128.load(b + o, 48)), 48);
  }
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, f.lanes(v128.load(a + o), v128.load(b + o)));
  const n = to & 3;
  if (n) store_lanes(y + o, f.lanes(load_lanes(a + o, n), load_lanes(b + o, n)), n);
}

/** y[i] = F(x[i], s) for one s in all lanes. */
@inline
export function map_with<F>(y: usize, x: usize, s: v128, from: i32, to: i32): void {
  const f = changetype<F>(0);
  let o = at(from);
  for (const end = at(to & ~15); o < end; o += 64) {
    v128.store(y + o, f.lanes(v128.load(x + o), s));
    v128.store(y + o, f.lanes(v128.load(x + o, 16), s), 16);
    v128.store(y + o, f.lanes(v128.load(x + o, 32), s), 32);
    v128.store(y + o, f.lanes(v128.load(x + o, 48), s), 48);
  }
  map_rest_with<F>(y, x, s, o, to);
}

/** The same without unrolling. */
@inline
export function map_plain_with<F>(y: usize, x: usize, s: v128, from: i32, to: i32): void {
  map_rest_with<F>(y, x, s, at(from), to);
}


@inline
function map_rest_with<F>(y: usize, x: usize, s: v128, o: usize, to: i32): void {
  const f = changetype<F>(0);
  for (const end = at(to & ~3); o < end; o += 16) v128.store(y + o, f.lanes(v128.load(x + o), s));
  const n = to & 3;
  if (n) store_lanes(y + o, f.lanes(load_lanes(x + o, n), s), n);
}

/**
 * y[i] = F(x[i], p, q, r, s), for formulas with numbers of their own. The code of the formula is there once: the last
 * vector is read whole, which no memory forbids, and stored as far as it counts.
 */
@inline
export function map_given<F>(y: usize, x: usize, p: v128, q: v128, r: v128, s: v128, from: i32, to: i32): void {
  const f = changetype<F>(0);
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    store_lanes(y + o, f.lanes(v128.load(x + o), p, q, r, s), left);
    o += 16;
  }
}

/** y[i] = F(a[i], b[i], p, q, r, s) in the same way. */
@inline
export function zip_given<F>(
  y: usize,
  a: usize,
  b: usize,
  p: v128,
  q: v128,
  r: v128,
  s: v128,
  from: i32,
  to: i32,
): void {
  const f = changetype<F>(0);
  let o = at(from);
  for (let left = to - from; left > 0; left -= 4) {
    store_lanes(y + o, f.lanes(v128.load(a + o), v128.load(b + o), p, q, r, s), left);
    o += 16;
  }
}
