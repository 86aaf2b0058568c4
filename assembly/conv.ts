// Convolution as a product that no column matrix is made for: eight patches at a time are packed into a panel, which stays in
// the first-level cache while all filters pass by.
//
//   y[b, m, p, q] = Σ over d, i, j of w[m, d, i, j] · x[b, d, p·sh + i·ih, q·sw + j·jw]
//
// The image is padded already, so nothing is checked inside. The eight places of a panel follow each other in y, over the ends of rows,
// so that a tile of a dense y goes there straight from registers.
//
// Source: Chellapilla, Puri & Simard, "High performance convolutional neural networks for document processing", 2006 (the
// product); Dukhan, "The indirect convolution algorithm", 2019 (packing through offsets).

import { at, blocks, In, Out, Scratch } from "./abi";
import { add_tile, block_depth, MR, NR, TILE_BYTES } from "./gemm-tile";
import { copy_row } from "./memory";
import { load_evens, madd } from "./simd";

/** Panels that are packed before the filters pass by: each panel of filters is then read once for all of them. */
const MOST_PANELS: i32 = 6;
/** What is known of a panel: where its eight places lie in x, the same in y, how x is read, and how many there are. */
const PLACES_BYTES: usize = 96;
/** Tiles that wait in scratch memory for the next block of a sum, at most. */
const MOST_TILES: i32 = 4096;

/**
 * y[b, g·M + m, p, q] as above, for group g of the channels, plus bias[g·M + m], which may be 0 for none; `relu` not 0 takes the
 * larger of that and 0. M is at most 20,480. `panels` are those of `conv_filters`. x is [B, G·D, H, W]. Elements of y lie `bStride`, `mStride`,
 * `pStride` and `qStride` apart: outputs in between are left as they are.
 *
 * Items: B·G times the ⌈P·Q/8⌉ panels of eight places. A sum begins with the bias and runs over (d, i, j) in order, in blocks of
 * these.
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
  const perImage = blocks(P * Q, NR);
  const perGroup = blocks(M, MR);
  const most = block_depth(K);
  const panelsAtOnce = K > most ? min(MOST_PANELS, MOST_TILES / perGroup) : MOST_PANELS;
  const zeros = scratch + TILE_BYTES;
  const edge = zeros + 32;
  const places = edge + 32;
  const sums = places + <usize>MOST_PANELS * PLACES_BYTES;
  const packed = sums + (K > most ? <usize>(panelsAtOnce * perGroup) * TILE_BYTES : 0);
  const isDense = qStride == 1 && pStride == Q;
  memory.fill(zeros, 0, 64);
  for (let item = from; item < to;) {
    const plane = item / perImage;
    const first = item - plane * perImage;
    const count = min(min(panelsAtOnce, perImage - first), to - item);
    const b = plane / G;
    const g = plane - b * G;
    const out = y + at(b, bStride) + at(g * M, mStride);
    for (let n = 0, t = places; n < count; n++, t += PLACES_BYTES) {
      find_places(t, (first + n) * NR, P, Q, at(sh, W), sw, at(pStride), at(qStride));
    }
    for (let k = 0; k < K; k += most) {
      const depth = min(most, K - k);
      pack_patches(packed, x + at(plane * D, H * W), places, count, k, depth, I, J, at(H, W), at(ih, W), at(jw));
      const isLast = k + depth == K;
      let sum = sums;
      for (let m = 0; m < M; m += MR) {
        const filters = panels + at(g * perGroup * MR, K) + at(m, K) + at(k, MR);
        const row = out + at(m, mStride);
        const rows = min(MR, M - m);
        let init = bias && k == 0 ? bias + at(g * M + m) : zeros;
        if (rows < MR && init != zeros) {
          copy_row(edge, init, rows);
          init = edge;
        }
        const isDirect = isDense && rows == MR && K <= most;
        for (let n = 0, panel = packed, t = places; n < count; n++, panel += at(depth, NR), t += PLACES_BYTES) {
          const inside = load<i32>(t, 68);
          if (isDirect && inside == NR) {
            const corner = row + load<u32>(t, 32);
            patch_tile(corner, at(mStride), filters, panel, depth, init);
            if (relu) relu_tile(corner, at(mStride));
            continue;
          }
          patch_tile(k == 0 && !isLast ? sum : scratch, NR << 2, filters, panel, depth, init);
          if (k > 0) add_tile(isLast ? scratch : sum, isLast ? sum : scratch);
          sum += TILE_BYTES;
          if (!isLast) continue;
          if (relu) relu_tile(scratch, NR << 2);
          put_outputs(row, t, scratch, rows, at(mStride));
        }
      }
    }
    item += count;
  }
}

/**
 * out[5, 8] = init[5] + Σk a[k, 5] ⊗ b[k, 8] from packed panels, in order; rows of `out` lie `ldo` bytes apart. Its shape is that
 * of `tile`, for the same reasons.
 */
function patch_tile(out: usize, ldo: usize, a: usize, b: usize, depth: i32, init: usize): void {
  const end = a + at(depth, MR);
  let b0 = v128.load(b),
    b1 = v128.load(b, 16);
  let x = v128.load32_splat(a);
  let s = v128.load32_splat(init);
  let c00 = madd(x, b0, s);
  let c01 = madd(x, b1, s);
  x = v128.load32_splat(a, 4);
  s = v128.load32_splat(init, 4);
  let c10 = madd(x, b0, s);
  let c11 = madd(x, b1, s);
  x = v128.load32_splat(a, 8);
  s = v128.load32_splat(init, 8);
  let c20 = madd(x, b0, s);
  let c21 = madd(x, b1, s);
  x = v128.load32_splat(a, 12);
  s = v128.load32_splat(init, 12);
  let c30 = madd(x, b0, s);
  let c31 = madd(x, b1, s);
  x = v128.load32_splat(a, 16);
  s = v128.load32_splat(init, 16);
  let c40 = madd(x, b0, s);
  let c41 = madd(x, b1, s);
  for (a += MR << 2, b += NR << 2; a < end; a += MR << 2, b += NR << 2) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    x = v128.load32_splat(a, 16);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += ldo;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += ldo;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += ldo;
  v128.store(out, c30);
  v128.store(out, c31, 16);
  out += ldo;
  v128.store(out, c40);
  v128.store(out, c41, 16);
}

/** The larger of a tile and 0, in place; its rows lie `step` bytes apart. */
function relu_tile(x: usize, step: usize): void {
  for (let m = 0; m < MR; m++, x += step) {
    v128.store(x, f32x4.pmax(v128.load(x), f32x4.splat(0)));
    v128.store(x, f32x4.pmax(v128.load(x, 16), f32x4.splat(0)), 16);
  }
}

/**
 * Notes eight of P·Q places from number s on: byte offsets in x, in y, and how many elements apart four of them lie in x, 0 where they
 * do not lie evenly, and how many of them there are. A row of x and of y is so many bytes, as is a column of y; one of x so many elements.
 */
function find_places(out: usize, s: i32, P: i32, Q: i32, xRow: usize, step: i32, yRow: usize, yCol: usize): void {
  const p = s / Q;
  let q = s - p * Q;
  let u = <usize>p * xRow + at(q, step);
  let v = <usize>p * yRow + <usize>q * yCol;
  store<i32>(out, min(NR, P * Q - s), 68);
  for (const end = out + 32; out < end; out += 4) {
    store<u32>(out, <u32>u);
    store<u32>(out, <u32>v, 32);
    // Places past the last one repeat it.
    if (++s >= P * Q) continue;
    u += at(step);
    v += yCol;
    if (++q == Q) {
      q = 0;
      u += xRow - at(Q, step);
      v += yRow - <usize>Q * yCol;
    }
  }
  const isEven = is_even(out - 32, step) && is_even(out - 16, step);
  store<i32>(out, isEven ? step : 0, 32);
}

/** Whether four places lie `step` elements apart. */
@inline
function is_even(places: usize, step: i32): bool {
  return load<u32>(places, 12) - load<u32>(places) == 12 * step;
}

/**
 * out[count][depth, 8] = the taps k, k + 1, … at the eight places of each panel; channels, rows and columns of taps lie `channel`,
 * `row` and `col` bytes apart. A row of taps goes to all panels before the next one, so that neighbours share lines and pages.
 */
function pack_patches(
  out: usize,
  image: usize,
  places: usize,
  count: i32,
  k: i32,
  depth: i32,
  I: i32,
  J: i32,
  channel: usize,
  row: usize,
  col: usize,
): void {
  const panel = at(depth, NR);
  const last = places + <usize>count * PLACES_BYTES;
  let d = k / (I * J);
  let i = (k - d * I * J) / J;
  let j = k % J;
  while (depth > 0) {
    const n = min(J - j, depth);
    const x = image + <usize>d * channel + <usize>i * row + <usize>j * col;
    for (let t = places, o = out; t < last; t += PLACES_BYTES, o += panel) pack_row(o, x, t, n, col);
    out += at(n, NR);
    depth -= n;
    j = 0;
    if (++i == I) {
      i = 0;
      d++;
    }
  }
}

/** n taps of a row, the first of them at x, at eight places. */
function pack_row(out: usize, x: usize, places: usize, n: i32, col: usize): void {
  const step = load<i32>(places, 64);
  const end = out + at(n, NR);
  const delta = <usize>(load<u32>(places, 16) - load<u32>(places));
  if (step == 1) {
    for (x += load<u32>(places); out < end; out += NR << 2, x += col) {
      v128.store(out, v128.load(x));
      v128.store(out, v128.load(x + delta), 16);
    }
  } else if (step == 2) {
    for (x += load<u32>(places); out < end; out += NR << 2, x += col) {
      v128.store(out, load_evens(x));
      v128.store(out, load_evens(x + delta), 16);
    }
  } else {
    for (; out < end; out += NR << 2, x += col) {
      for (let l: usize = 0; l < 32; l += 4) store<f32>(out + l, load<f32>(x + load<u32>(places + l)));
    }
  }
}

/** Puts m rows of the tile at x at the places of a panel; rows of y lie `step` bytes apart. */
function put_outputs(y: usize, places: usize, x: usize, m: i32, step: usize): void {
  for (let half: usize = 0; half < 32; half += 16) {
    let p0 = y + load<u32>(places + half, 32);
    let p1 = y + load<u32>(places + half, 36);
    let p2 = y + load<u32>(places + half, 40);
    let p3 = y + load<u32>(places + half, 44);
    for (let o = x + half, end = o + at(m, NR); o < end; o += NR << 2) {
      const v = v128.load(o);
      v128.store32_lane(p0, v, 0);
      v128.store32_lane(p1, v, 1);
      v128.store32_lane(p2, v, 2);
      v128.store32_lane(p3, v, 3);
      p0 += step;
      p1 += step;
      p2 += step;
      p3 += step;
    }
  }
}
