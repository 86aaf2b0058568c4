// Convolution as a product that no column matrix is made for: eight patches at a time are packed into a panel, which stays in
// the first-level cache while all filters pass by.
//
//   y[b, m, p, q] = Σ over d, i, j of w[m, d, i, j] · x[b, d, p·sh + i·ih, q·sw + j·jw]
//
// The image is padded already, so nothing is checked inside. Two vectors of four columns each make the eight patches: see `column`.
//
// Source: Chellapilla, Puri & Simard, "High performance convolutional neural networks for document processing", 2006 (the
// product); Dukhan, "The indirect convolution algorithm", 2019 (packing through offsets).

import { at, blocks, In, Out, Scratch } from "./abi";
import { add_tile, block_depth, MR, NR, tile, TILE_BYTES } from "./gemm-tile";
import { column } from "./conv-pack";
import { load_evens, store_spread } from "./simd";

/** Panels that are packed before the filters pass by: each panel of filters is then read once for all of them. */
const MOST_PANELS: i32 = 6;
/** Bytes of the table of where the vectors of these panels lie in y. */
const PLACES_BYTES: usize = 64;
/** Tiles that wait in scratch memory for the next block of a sum, at most. */
const MOST_TILES: i32 = 4096;

/**
 * y[b, g·M + m, p, q] as above, for group g of the channels, plus bias[g·M + m], which may be 0 for none; `relu` not 0 takes the
 * larger of that and 0. M is at most 20,480. `panels` are those of `conv_filters`. x is [B, G·D, H, W]. Elements of y lie `bStride`, `mStride`,
 * `pStride` and `qStride` apart: outputs in between are left as they are.
 *
 * Items: B·G times the ⌈P·⌈Q/4⌉ / 2⌉ pairs of vectors of four columns. A sum runs over (d, i, j) in order, in blocks of these.
 * @cost 8 * M * D * I * J
 */
export function conv_tiles(
  y: Out,
  x: In,
  panels: In,
  bias: In,
  scratch: Scratch,
  G: i32,
  M: i32,
  D: i32,
  H: i32,
  W: i32,
  I: i32,
  J: i32,
  P: i32,
  Q: i32,
  sh: i32,
  sw: i32,
  ih: i32,
  jw: i32,
  bStride: i32,
  mStride: i32,
  pStride: i32,
  qStride: i32,
  relu: i32,
  from: i32,
  to: i32,
): void {
  const K = D * I * J;
  const vectors = P * blocks(Q, 4);
  const pairs = (vectors + 1) >> 1;
  const perGroup = blocks(M, MR);
  const most = block_depth(K);
  const panelsAtOnce = K > most ? min(MOST_PANELS, MOST_TILES / perGroup) : MOST_PANELS;
  const places = scratch + TILE_BYTES;
  const sums = places + PLACES_BYTES;
  const packed = sums + (K > most ? <usize>(panelsAtOnce * perGroup) * TILE_BYTES : 0);
  for (let item = from; item < to;) {
    const plane = item / pairs;
    const first = item - plane * pairs;
    const count = min(min(panelsAtOnce, pairs - first), to - item);
    const b = plane / G;
    const g = plane - b * G;
    const image = x + at(plane * D, H * W);
    const out = y + at(b, bStride) + at(g * M, mStride);
    for (let k = 0; k < K; k += most) {
      const depth = min(most, K - k);
      for (let n = 0, panel = packed; n < count; n++, panel += at(depth, NR)) {
        const t = (first + n) << 1;
        const u = min(t + 1, vectors - 1);
        const x0 = image + column(t, Q, sh * W, sw);
        const x1 = image + column(u, Q, sh * W, sw);
        store<u32>(places + at(2 * n), <u32>column(t, Q, pStride, qStride));
        store<u32>(places + at(2 * n), <u32>column(u, Q, pStride, qStride), 4);
        pack_patches(panel, x0, x1, k, depth, I, J, at(H, W), at(ih, W), at(jw), sw);
      }
      let sum = sums;
      for (let m = 0; m < M; m += MR) {
        const filters = panels + at(g * perGroup * MR, K) + at(m, K) + at(k, MR);
        for (let n = 0, panel = packed; n < count; n++, panel += at(depth, NR), sum += TILE_BYTES) {
          tile(scratch, NR << 2, filters, panel, NR << 2, depth);
          if (k > 0) add_tile(scratch, sum); // the sum so far
          if (k + depth < K) {
            memory.copy(sum, scratch, TILE_BYTES);
            continue;
          }
          const row = out + at(m, mStride);
          put_outputs(
            row + load<u32>(places + at(2 * n)),
            row + load<u32>(places + at(2 * n), 4),
            scratch,
            bias ? bias + at(g * M + m) : 0,
            min(MR, M - m),
            min(Q, 4),
            mStride,
            qStride,
            relu,
          );
        }
      }
    }
    item += count;
  }
}

/**
 * out[depth, 8] = the taps k, k + 1, … of four patches at x0 and four at x1, `step` elements from patch to patch; channels, rows
 * and columns of taps lie `channel`, `row` and `col` bytes apart.
 */
function pack_patches(
  out: usize,
  x0: usize,
  x1: usize,
  k: i32,
  depth: i32,
  I: i32,
  J: i32,
  channel: usize,
  row: usize,
  col: usize,
  step: i32,
): void {
  let d = k / (I * J);
  let i = (k - d * I * J) / J;
  let j = k % J;
  for (const end = out + at(depth, NR); out < end; d++) {
    for (; i < I && out < end; i++) {
      const n = min(J - j, <i32>((end - out) >> 5));
      pack_row(out, x0, x1, <usize>d * channel + <usize>i * row + <usize>j * col, n, col, step);
      out += at(n, NR);
      j = 0;
    }
    i = 0;
  }
}

/** n taps of a row, the first of them `o` bytes behind the patches' first. */
function pack_row(out: usize, x0: usize, x1: usize, o: usize, n: i32, col: usize, step: i32): void {
  const end = out + at(n, NR);
  if (step == 1) {
    for (; out < end; out += 32, o += col) {
      v128.store(out, v128.load(x0 + o));
      v128.store(out, v128.load(x1 + o), 16);
    }
  } else if (step == 2) {
    for (; out < end; out += 32, o += col) {
      v128.store(out, load_evens(x0 + o));
      v128.store(out, load_evens(x1 + o), 16);
    }
  } else {
    for (; out < end; out += 32, o += col) {
      for (let l = 0; l < 4; l++) {
        store<f32>(out + at(l), load<f32>(x0 + o + at(l, step)));
        store<f32>(out + at(l), load<f32>(x1 + o + at(l, step)), 16);
      }
    }
  }
}

/** Puts m rows of the tile at x, four or n columns of each at y0 and at y1, plus a number a row from `bias`. */
function put_outputs(
  y0: usize,
  y1: usize,
  x: usize,
  bias: usize,
  m: i32,
  n: i32,
  mStride: i32,
  qStride: i32,
  relu: i32,
): void {
  for (; m > 0; m--, x += NR << 2, y0 += at(mStride), y1 += at(mStride)) {
    let a = v128.load(x);
    let b = v128.load(x, 16);
    if (bias) {
      const s = v128.load32_splat(bias);
      a = f32x4.add(a, s);
      b = f32x4.add(b, s);
      bias += 4;
    }
    if (relu) {
      a = f32x4.pmax(a, f32x4.splat(0));
      b = f32x4.pmax(b, f32x4.splat(0));
    }
    store_spread(y0, a, n, qStride);
    store_spread(y1, b, n, qStride);
  }
}
