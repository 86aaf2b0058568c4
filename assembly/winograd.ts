// Convolution by filters of 3 × 3 at stride 1, by Winograd's F(2×2, 3×3): see winograd-transform.ts.
//
// The products are one matrix product a ξ: M[ξ] = U[ξ]·V[ξ], filters by channels times channels by tiles. A block of tile rows,
// which may belong to several images, goes all the way at once, so that V and M stay in the second-level cache.

import { at, blocks, In, Out, Scratch } from "./abi";
import { MR, NR, tile, TILE_BYTES } from "./gemm-tile";
import { input_row, output_row, XI } from "./winograd-transform";

/** Filters whose products are kept at once. */
const FILTERS: i32 = 40;

/**
 * U = G g Gᵀ as panels[ξ][m/5][D][5] for g[r, s] = w[m·mStride + d·dStride + r·3 + s], or with the taps in reverse order if `flip`;
 * zeros past M. Items: the ⌈M/5⌉ panels.
 * @cost 300 * D
 */
export function winograd_filters(
  panels: Out,
  w: In,
  M: i32,
  D: i32,
  mStride: i32,
  dStride: i32,
  flip: i32,
  from: i32,
  to: i32,
): void {
  const plane = at(blocks(M, MR) * MR, D);
  for (let item = from; item < to; item++) {
    for (let i = 0; i < MR; i++) {
      const m = item * MR + i;
      for (let d = 0; d < D; d++) {
        const u = panels + at(item * D + d, MR, i);
        if (m < M) filter(u, plane, w + at(m, mStride, d, dStride), flip ? 8 : 0, flip ? -1 : 1);
        else for (let xi = 0; xi < XI; xi++) store<f32>(u + <usize>xi * plane, 0);
      }
    }
  }
}

/** G g Gᵀ of one filter, whose tap t is number first + t·step. */
function filter(u: usize, plane: usize, w: usize, first: i32, step: i32): void {
  for (let s = 0; s < 3; s++) {
    const g0 = load<f32>(w + at(first + s * step));
    const g1 = load<f32>(w + at(first + (3 + s) * step));
    const g2 = load<f32>(w + at(first + (6 + s) * step));
    // Column s of G g, in the place of column s of U.
    const sum = g0 + g2;
    const q = u + <usize>s * plane;
    store<f32>(q, g0);
    store<f32>(q + 4 * plane, 0.5 * (sum + g1));
    store<f32>(q + 8 * plane, 0.5 * (sum - g1));
    store<f32>(q + 12 * plane, g2);
  }
  for (let i = 0; i < 4; i++, u += 4 * plane) {
    const g0 = load<f32>(u);
    const g1 = load<f32>(u + plane);
    const g2 = load<f32>(u + 2 * plane);
    const sum = g0 + g2;
    store<f32>(u + plane, 0.5 * (sum + g1));
    store<f32>(u + 2 * plane, 0.5 * (sum - g1));
    store<f32>(u + 3 * plane, g2);
  }
}

/**
 * y[B, M, P, Q] = x ⋆ w + bias for padded x [B, D, H, W] with H ≥ 2⌈P/2⌉ + 2, W ≥ 2⌈Q/2⌉ + 2, Q ≥ 7, and the filters of
 * `winograd_filters`; bias may be 0 for none; `relu` not 0 takes the larger of that and 0. Items: blocks of `rows` tile rows of
 * all B·⌈P/2⌉. rows·⌈Q/2⌉·(D + 40) is at most 15,000.
 * @cost 16 * rows * Q * M * D / 2
 */
export function winograd_tiles(
  y: Out,
  x: In,
  panels: In,
  bias: In,
  scratch: Scratch,
  B: i32,
  M: i32,
  D: i32,
  H: i32,
  W: i32,
  P: i32,
  Q: i32,
  rows: i32,
  relu: i32,
  from: i32,
  to: i32,
): void {
  const TP = (P + 1) >> 1;
  const TQ = (Q + 1) >> 1;
  for (let item = from; item < to; item++) {
    const first = item * rows;
    const count = min(rows, B * TP - first);
    // The last eight tiles overlap the ones before; with less than eight, what lies behind them is computed, too, and dropped.
    const T = max(NR, count * TQ);
    const vPlane = at(D, T);
    const mPlane = at(FILTERS, T);
    const v = scratch + TILE_BYTES;
    const m = v + <usize>XI * vPlane;
    for (let r = 0; r < count; r++) {
      const b = (first + r) / TP;
      const p = first + r - b * TP;
      for (let d = 0; d < D; d++) {
        input_row(v + at(d, T, r, TQ), x + at((b * D + d) * H + 2 * p, W), at(W), TQ, vPlane);
      }
    }
    for (let o = 0; o < M; o += FILTERS) {
      const filters = min(FILTERS, M - o);
      for (let xi = 0; xi < XI; xi++) {
        const u = panels + at(xi * blocks(M, MR) * MR, D) + at(o, D);
        multiply(m + <usize>xi * mPlane, u, v + <usize>xi * vPlane, filters, D, T);
      }
      for (let i = 0; i < filters; i++) {
        const s = bias ? bias + at(o + i) : 0;
        for (let r = 0; r < count; r++) {
          const b = (first + r) / TP;
          const p = 2 * (first + r - b * TP);
          const out = y + at((b * M + o + i) * P + p, Q);
          output_row(out, m + at(i, T, r, TQ), mPlane, TQ, Q, P - p, s, relu != 0);
        }
      }
    }
  }
}

/** m[filters, T] = U·V for panels of U; T ≥ 8. Rows of m are written in fives, of which there is room for 40. */
function multiply(m: usize, u: usize, v: usize, filters: i32, D: i32, T: i32): void {
  const ld = at(T);
  for (let o = 0; o < filters; o += MR, u += at(D, MR), m += <usize>MR * ld) {
    for (let t = 0; t < T; t += NR) {
      const column = at(min(t, T - NR));
      tile(m + column, ld, u, v + column, ld, D);
    }
  }
}
