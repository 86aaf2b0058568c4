// The gradient of 3 × 3 filters by Winograd's transforms: dU[ξ] = Σ over tiles of dM[ξ]·V[ξ]ᵀ with dM = A dY Aᵀ, then dw = Gᵀ dU G.
//
// Some images at a time go through four launches; dU is added up from one group of images to the next.

import { at, blocks, In, InOut, Out, Scratch } from "./abi";
import { pack_panel } from "./gemm-pack";
import { MR, NR, put_tile, tile, TILE_BYTES } from "./gemm-tile";
import { gradient_row, input_row } from "./winograd-transform";

/** Tiles that are summed at once, at most, and numbers that are packed for that. */
const DEPTH: i32 = 256;
const PACKED: i32 = 250_000;

/**
 * V[ξ][d][b, TP, TQ] = Bᵀ x B for padded x [B, D, H, W] with H ≥ 2·TP + 2, W ≥ 2·TQ + 2, TQ ≥ 4. Items: the D channels.
 * @cost 16 * B * TP * TQ
 */
export function winograd_input(
  v: Out,
  x: In,
  B: i32,
  D: i32,
  H: i32,
  W: i32,
  TP: i32,
  TQ: i32,
  from: i32,
  to: i32,
): void {
  const T = B * TP * TQ;
  for (let d = from; d < to; d++) {
    let out = v + at(d, T);
    for (let b = 0; b < B; b++) {
      for (let p = 0; p < TP; p++, out += at(TQ)) {
        input_row(out, x + at((b * D + d) * H + 2 * p, W), at(W), TQ, at(D, T));
      }
    }
  }
}

/**
 * dM[ξ][m][b, TP, TQ] = A dY Aᵀ for dy [B, M, H, W] with H ≥ 2·TP, W ≥ 2·TQ, TQ ≥ 4. Items: the M filters.
 * @cost 12 * B * TP * TQ
 */
export function winograd_gradient(
  dm: Out,
  dy: In,
  B: i32,
  M: i32,
  H: i32,
  W: i32,
  TP: i32,
  TQ: i32,
  from: i32,
  to: i32,
): void {
  const T = B * TP * TQ;
  for (let m = from; m < to; m++) {
    let out = dm + at(m, T);
    for (let b = 0; b < B; b++) {
      for (let p = 0; p < TP; p++, out += at(TQ)) {
        gradient_row(out, dy + at((b * M + m) * H + 2 * p, W), at(W), TQ, at(M, T));
      }
    }
  }
}

/**
 * du[ξ, M, D] += dm[ξ, M, T]·v[ξ, D, T]ᵀ. M + D is at most 31,000. Items: the 16 ξ. A sum runs over T in order, in blocks.
 * @cost M * D * T
 */
export function winograd_accumulate(
  du: InOut,
  dm: In,
  v: In,
  scratch: Scratch,
  M: i32,
  D: i32,
  T: i32,
  from: i32,
  to: i32,
): void {
  const mPanels = blocks(M, MR);
  const dPanels = blocks(D, NR);
  const most = min(DEPTH, PACKED / (mPanels * MR + dPanels * NR));
  const a = scratch + TILE_BYTES;
  for (let xi = from; xi < to; xi++) {
    const c = du + at(xi * M, D);
    for (let t = 0; t < T; t += most) {
      const depth = min(most, T - t);
      const b = a + at(mPanels * MR, depth);
      for (let i = 0; i < M; i += MR) {
        pack_panel(a + at(i, depth), dm + at(xi * M + i, T, t), depth, MR, min(MR, M - i), 1, T);
      }
      for (let j = 0; j < D; j += NR) {
        pack_panel(b + at(j, depth), v + at(xi * D + j, T, t), depth, NR, min(NR, D - j), 1, T);
      }
      for (let j = 0; j < D; j += NR) {
        for (let i = 0; i < M; i += MR) {
          tile(scratch, NR << 2, a + at(i, depth), b + at(j, depth), NR << 2, depth);
          const cij = c + at(i, D, j);
          put_tile(cij, at(D), cij, at(D), scratch, min(MR, M - i), min(NR, D - j));
        }
      }
    }
  }
}

/**
 * dw[m, d, 3, 3] = Gᵀ du G. Items: the M·D filters of one channel each.
 * @cost 60
 */
export function winograd_filter_gradient(dw: Out, du: In, planes: i32, from: i32, to: i32): void {
  for (let item = from; item < to; item++) {
    const out = dw + at(item, 9);
    // Gᵀ dU column by column, then times G row by row; a row of three is kept at a time.
    for (let r = 0; r < 3; r++) {
      const u = du + at(item);
      const t0 = column(u, planes, r);
      const t1 = column(u + at(planes), planes, r);
      const t2 = column(u + at(2, planes), planes, r);
      const t3 = column(u + at(3, planes), planes, r);
      const half = <f32>0.5 * (t1 + t2);
      store<f32>(out + at(3 * r), t0 + half);
      store<f32>(out + at(3 * r), <f32>0.5 * (t1 - t2), 4);
      store<f32>(out + at(3 * r), half + t3, 8);
    }
  }
}

/** Row r of Gᵀ times a column of dU, whose four numbers lie four planes apart. */
@inline
function column(u: usize, planes: i32, r: i32): f32 {
  const u1 = load<f32>(u + at(4, planes));
  const u2 = load<f32>(u + at(8, planes));
  if (r == 1) return <f32>0.5 * (u1 - u2);
  return (r == 0 ? load<f32>(u) : load<f32>(u + at(12, planes))) + <f32>0.5 * (u1 + u2);
}
