// The gradient of a convolution's filters: a product over all places of all images, in blocks of these.
//
//   dw[m, d, i, j] = Σ over b, p, q of dy[b, m, p, q] · x[b, d, p·sh + i·ih, q·sw + j·jw]
//
// Five taps (d, i, j) make a panel that is packed from the padded image, eight filters one that is packed from dy: again for
// each two dozen of the former, which costs less than to write it to memory and to read it back.

import { at, blocks, In, Out, Scratch } from "./abi";
import { pack_panel } from "./gemm-pack";
import { add_tile, MR, NR, tile, TILE_BYTES } from "./gemm-tile";
import { load_evens, store_transposed } from "./simd";

/** Places that are summed at once, at most: panels of taps and of filters fill 20 KiB of the first-level cache. */
const MOST_DEPTH: i32 = 400;
/** Panels of taps that are packed before the filters pass by, at most. */
const MOST_PANELS: i32 = 24;
/** Tiles of sums in scratch memory, at most. */
const MOST_TILES: i32 = 4096;

/**
 * dw[g·M + m, d, i, j] as above, for group g of the channels, whole. x is [B, G·D, H, W]. M is at most 32,768. Items: G times the ⌈D·I·J/5⌉ panels of taps. A sum runs over images and places in order, in
 * equal blocks of at most 400 places.
 * @cost 5 * M * B * P * Q
 */
export function conv_filter_gradient(
  dw: Out,
  x: In,
  dy: In,
  scratch: Scratch,
  B: i32,
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
  from: i32,
  to: i32,
): void {
  const K = D * I * J;
  const PQ = P * Q;
  const perGroup = blocks(K, MR);
  const filterPanels = blocks(M, NR);
  const places = blocks(PQ, blocks(PQ, MOST_DEPTH));
  const most = min(MOST_PANELS, MOST_TILES / filterPanels);
  const sums = scratch + TILE_BYTES;
  const filters = sums + <usize>(most * filterPanels) * TILE_BYTES;
  const packed = filters + at(places, NR);
  for (let item = from; item < to;) {
    const g = item / perGroup;
    const first = item - g * perGroup;
    const count = min(min(most, perGroup - first), to - item);
    memory.fill(sums, 0, <usize>(count * filterPanels) * TILE_BYTES);
    for (let b = 0; b < B; b++) {
      const image = x + at((b * G + g) * D, H * W);
      for (let s = 0; s < PQ; s += places) {
        const depth = min(places, PQ - s);
        for (let n = 0, panel = packed; n < count; n++, panel += at(depth, MR)) {
          pack_taps(panel, image, (first + n) * MR, K, s, depth, H, W, I, J, Q, sh, sw, ih, jw);
        }
        let sum = sums;
        for (let m = 0; m < filterPanels; m++) {
          const first = (b * G + g) * M + m * NR;
          pack_panel(filters, dy + at(first, PQ, s), depth, NR, min(NR, M - m * NR), 1, PQ);
          for (let n = 0, panel = packed; n < count; n++, panel += at(depth, MR), sum += TILE_BYTES) {
            tile(scratch, NR << 2, panel, filters, NR << 2, depth);
            add_tile(sum, scratch);
          }
        }
      }
    }
    let sum = sums;
    for (let m = 0; m < M; m += NR) {
      for (let n = 0; n < count; n++, sum += TILE_BYTES) {
        const k = (first + n) * MR;
        put_transposed(dw + at(g * M + m, K, k), K, sum, min(MR, K - k), min(NR, M - m));
      }
    }
    item += count;
  }
}

/** out[depth, 5] = what the taps k … k + 4 see at the places s, s + 1, … of an image; taps past K repeat the last one. */
function pack_taps(
  out: usize,
  image: usize,
  k: i32,
  K: i32,
  s: i32,
  depth: i32,
  H: i32,
  W: i32,
  I: i32,
  J: i32,
  Q: i32,
  sh: i32,
  sw: i32,
  ih: i32,
  jw: i32,
): void {
  const t0 = tap(image, k, K, H, W, I, J, ih, jw);
  const t1 = tap(image, k + 1, K, H, W, I, J, ih, jw);
  const t2 = tap(image, k + 2, K, H, W, I, J, ih, jw);
  const t3 = tap(image, k + 3, K, H, W, I, J, ih, jw);
  const t4 = tap(image, k + 4, K, H, W, I, J, ih, jw);
  while (depth > 0) {
    const p = s / Q;
    const q = s - p * Q;
    const n = min(Q - q, depth);
    const o = at(p, sh * W, q, sw);
    pack_run(out, t0 + o, t1 + o, t2 + o, t3 + o, t4 + o, n, sw);
    out += at(n, MR);
    s += n;
    depth -= n;
  }
}

/** Where tap k sees the first place of an image. */
@inline
function tap(image: usize, k: i32, K: i32, H: i32, W: i32, I: i32, J: i32, ih: i32, jw: i32): usize {
  k = min(k, K - 1);
  const d = k / (I * J);
  const i = (k - d * I * J) / J;
  return image + at(d * H + i * ih, W, (k % J) * jw);
}

/** out[n, 5] = n numbers from each of five places, `step` elements apart. */
function pack_run(out: usize, t0: usize, t1: usize, t2: usize, t3: usize, t4: usize, n: i32, step: i32): void {
  const row: usize = MR << 2;
  const four = at(4, step);
  let last = t0;
  if (step <= 2) {
    last = t0 + at(n & ~3, step);
    const delta4 = t4 - t0;
    for (; t0 < last; t0 += four, t1 += four, t2 += four, t3 += four, out += row << 2) {
      if (step == 1) {
        store_transposed(out, row, v128.load(t0), v128.load(t1), v128.load(t2), v128.load(t3));
        store_column(out + 16, row, v128.load(t0 + delta4));
      } else {
        store_transposed(out, row, load_evens(t0), load_evens(t1), load_evens(t2), load_evens(t3));
        store_column(out + 16, row, load_evens(t0 + delta4));
      }
    }
    t4 = t0 + delta4;
    n &= 3;
  }
  for (const one = at(step); n > 0; n--, out += row, t0 += one, t1 += one, t2 += one, t3 += one, t4 += one) {
    store<f32>(out, load<f32>(t0));
    store<f32>(out, load<f32>(t1), 4);
    store<f32>(out, load<f32>(t2), 8);
    store<f32>(out, load<f32>(t3), 12);
    store<f32>(out, load<f32>(t4), 16);
  }
}

/** The four lanes of v, `step` bytes apart. */
@inline
function store_column(out: usize, step: usize, v: v128): void {
  v128.store32_lane(out, v, 0);
  v128.store32_lane(out + step, v, 1);
  v128.store32_lane(out + 2 * step, v, 2);
  v128.store32_lane(out + 3 * step, v, 3);
}

/** out[n, m] = the corner [m, n] of the tile at x, transposed; rows of `out` lie `ldo` elements apart. */
function put_transposed(out: usize, ldo: i32, x: usize, m: i32, n: i32): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) store<f32>(out + at(j, ldo, i), load<f32>(x + at(i, NR, j)));
  }
}
