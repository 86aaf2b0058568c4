// What recurrent layers share: a whole sequence, forward and backward through time, in one launch. Rows of a batch do not meet, so
// each block of five goes through all steps by itself, its state in the thread's scratch memory. A cell is a class whose methods
// are inlined here: `forward` and `backward` take one row through one step.
//
// Sequences are [B, T, ·]. The units U are a multiple of 8; weights of the state are packed by `gemm_pack`, and read in place for a
// batch of one. A step where `mask` [B, T] is 0 leaves the state as it is and gives zeros; what stands there is not read.

import { at } from "./abi";
import { dot_1x4 } from "./gemm-small";
import { block_depth, MR, NR, tile, TILE_BYTES } from "./gemm-tile";
import { madd, sum_lanes_of_four } from "./simd";

/**
 * All steps for the blocks from..to. z[B, T, gates·U], which holds x·Wᵀ and its bias, becomes the gates; `saved` [B, T, saves·U], 0
 * for none, gets what `sequence_backward` wants to know; y[B, T, U] the states; hn and cn [B, U] the last ones. h0 and c0 may be 0.
 */
@inline
export function sequence<Cell>(
  y: usize,
  hn: usize,
  cn: usize,
  z: usize,
  saved: usize,
  w: usize,
  bias: usize,
  h0: usize,
  c0: usize,
  mask: usize,
  scratch: usize,
  B: i32,
  T: i32,
  U: i32,
  reverse: i32,
  from: i32,
  to: i32,
): void {
  const cell = changetype<Cell>(0);
  const G = cell.gates() * U;
  const S = cell.saves() * U;
  const h = scratch + TILE_BYTES;
  const c = h + at(U, MR);
  const panel = c + at(U, MR);
  const product = panel + at(U, MR);
  const spare = product + at(G, MR);
  for (let item = from; item < to; item++) {
    const b = item * MR;
    const m = min(MR, B - b);
    start(h, h0, b, m, U);
    start(c, c0, b, m, U);
    for (let i = 0; i < MR; i++) {
      for (let u = 0; u < U; u += 4) put_column(panel + at(u, MR, i), v128.load(h + at(i, U, u)));
    }
    for (let s = 0; s < T; s++) {
      const t = reverse ? T - 1 - s : s;
      if (s == 0 && h0 == 0) memory.fill(product, 0, at(G, MR));
      else if (B == 1) by_rows(product, h, w, G, U, scratch);
      else if (some(mask, b, m, t, T)) by_panels(product, panel, w, m, G, U, scratch, false);
      for (let i = 0; i < m; i++) {
        const o = (b + i) * T + t;
        const out = y + at(o, U);
        const gates = z + at(o, G);
        const kept = saved ? saved + at(o, S) : spare;
        if (mask && load<i32>(mask + at(o)) == 0) {
          memory.fill(out, 0, at(U));
          memory.fill(gates, 0, at(G));
          memory.fill(kept, 0, at(S));
        } else {
          const row = at(i, U);
          cell.forward(out, h + row, c + row, panel + at(i), gates, product + at(i, G), bias, kept, U);
        }
      }
    }
    memory.copy(hn + at(b, U), h, at(m, U));
    if (cn) memory.copy(cn + at(b, U), c, at(m, U));
  }
}

/**
 * The gradients of all steps for the blocks from..to: dz[B, T, changes·U], what changes of the gates; dh0 and dc0, which may be 0.
 * dy[B, T, U], dhn and dcn come from outside, these two 0 for none. `w` is packed, also for a batch of one.
 */
@inline
export function sequence_backward<Cell>(
  dz: usize,
  dh0: usize,
  dc0: usize,
  dy: usize,
  dhn: usize,
  dcn: usize,
  z: usize,
  saved: usize,
  w: usize,
  mask: usize,
  scratch: usize,
  B: i32,
  T: i32,
  U: i32,
  reverse: i32,
  from: i32,
  to: i32,
): void {
  const cell = changetype<Cell>(0);
  const G = cell.gates() * U;
  const S = cell.saves() * U;
  const D = cell.changes() * U;
  const dh = scratch + TILE_BYTES;
  const dc = dh + at(U, MR);
  const panel = dc + at(U, MR);
  for (let item = from; item < to; item++) {
    const b = item * MR;
    const m = min(MR, B - b);
    start(dh, dhn, b, m, U);
    start(dc, dcn, b, m, U);
    memory.fill(panel, 0, at(G, MR));
    for (let s = T - 1; s >= 0; s--) {
      const t = reverse ? T - 1 - s : s;
      for (let i = 0; i < m; i++) {
        const o = (b + i) * T + t;
        const out = dz + at(o, D);
        if (mask && load<i32>(mask + at(o)) == 0) {
          memory.fill(out, 0, at(D));
          for (let g = 0; g < G; g++) store<f32>(panel + at(g, MR, i), 0);
        } else {
          const row = at(i, U);
          cell.backward(out, panel + at(i), dh + row, dc + row, dy + at(o, U), z + at(o, G), saved + at(o, S), U);
        }
      }
      const is_last = s == 0 && dh0 == 0;
      if (!is_last && some(mask, b, m, t, T)) by_panels(dh, panel, w, m, U, G, scratch, true);
    }
    if (dh0) memory.copy(dh0 + at(b, U), dh, at(m, U));
    if (dc0) memory.copy(dc0 + at(b, U), dc, at(m, U));
  }
}

/** Four units of a row, at their place in a panel of five rows. */
@inline
export function put_column(p: usize, v: v128): void {
  v128.store32_lane(p, v, 0);
  v128.store32_lane(p, v, 1, MR << 2);
  v128.store32_lane(p, v, 2, MR << 3);
  v128.store32_lane(p, v, 3, MR * 12);
}

/** z + product + bias of four units. */
@inline
export function sum(z: usize, product: usize, bias: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(z), v128.load(product)), v128.load(bias));
}

/** The slope of σ where it is s. */
@inline
export function slope(s: v128): v128 {
  return f32x4.sub(s, f32x4.mul(s, s));
}

/** The rows b.. of x, or zeros, in a block of five. */
function start(block: usize, x: usize, b: i32, m: i32, U: i32): void {
  memory.fill(block, 0, at(U, MR));
  if (x) memory.copy(block, x + at(b, U), at(m, U));
}

/** Whether any of these rows takes part in step t. */
function some(mask: usize, b: i32, m: i32, t: i32, T: i32): bool {
  if (mask == 0) return true;
  for (let i = 0; i < m; i++) if (load<i32>(mask + at(b + i, T, t))) return true;
  return false;
}

/** out[m, N] = or += panel[K, 5]ᵀ · B, packed by `gemm_pack`; N is a multiple of 8. Further rows of `out` may be written, too. */
function by_panels(out: usize, panel: usize, packed: usize, m: i32, N: i32, K: i32, scratch: usize, add: bool): void {
  const most = block_depth(K);
  const ldo = at(N);
  for (let k = 0; k < K; k += most) {
    const depth = min(most, K - k);
    const a = panel + at(k, MR);
    for (let j = 0; j < N; j += NR) {
      const b = packed + at(k, N, j, depth);
      const place = out + at(j);
      const to = k == 0 && !add ? place : scratch;
      const ldt = to == place ? ldo : NR << 2;
      if (m > 2) tile(to, ldt, a, b, NR << 2, depth);
      else tile_of_two(to, ldt, a, b, depth);
      if (to == scratch) add_rows(place, ldo, scratch, m);
    }
  }
}

/** out[2, 8] = Σk a[k] ⊗ b[k, 8], as `tile`, of the first two of its five rows: the rest of a batch often has no more. */
function tile_of_two(out: usize, ldo: usize, a: usize, b: usize, depth: i32): void {
  const end = a + at(depth, MR);
  let b0 = v128.load(b),
    b1 = v128.load(b, 16);
  let x = v128.load32_splat(a);
  let c00 = f32x4.mul(x, b0);
  let c01 = f32x4.mul(x, b1);
  x = v128.load32_splat(a, 4);
  let c10 = f32x4.mul(x, b0);
  let c11 = f32x4.mul(x, b1);
  for (a += MR << 2, b += NR << 2; a < end; a += MR << 2, b += NR << 2) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out + ldo, c10);
  v128.store(out + ldo, c11, 16);
}

/** Adds m rows of the tile at x to those at `out`. */
function add_rows(out: usize, ldo: usize, x: usize, m: i32): void {
  for (const end = x + at(m, NR); x < end; x += NR << 2, out += ldo) {
    v128.store(out, f32x4.add(v128.load(out), v128.load(x)));
    v128.store(out, f32x4.add(v128.load(out, 16), v128.load(x, 16)), 16);
  }
}

/** out[N] = W[N, K] · h, both read in place; N and K are multiples of 4. */
function by_rows(out: usize, h: usize, w: usize, N: i32, K: i32, scratch: usize): void {
  const ldw = at(K);
  for (const end = out + at(N); out < end; out += 16, w += ldw << 2) {
    dot_1x4(scratch, h, w, w + ldw, w + ldw * 2, w + ldw * 3, K);
    const lo = v128.load(scratch);
    const hi = v128.load(scratch, 16);
    v128.store(out, sum_lanes_of_four(lo, hi, v128.load(scratch, 32), v128.load(scratch, 48)));
  }
}
