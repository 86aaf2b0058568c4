// Matrix multiply, float32, in two launches: pack both operands, then multiply tiles.
//
// Packing pads with zeros, so that a tile has no edge in its operands. All panels are packed before the first product:
// threads share them, and every tile of C is an item of its own. K is cut into blocks of `block_depth`:
//
//   packed A  for each block of K: [M / MR] panels of [depth, MR]
//   packed B  for each block of K: [N / NR] panels of [depth, NR]
//
// Source: Goto & van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008.

import { at, blocks, In, Out, Scratch } from "./abi";
import { pack_panel } from "./gemm-pack";
import { block_depth, MR, NR, put_tile, tile } from "./gemm-tile";

/**
 * Packs A[M, K] into `pa` (⌈M/5⌉·5·K floats) and B[K, N] into `pb` (⌈N/8⌉·8·K floats).
 * Items: the ⌈N/8⌉ panels of B, then the ⌈M/5⌉ panels of A.
 * @cost 8 * K
 */
export function gemm_pack(
  pa: Out,
  pb: Out,
  a: In,
  b: In,
  M: i32,
  N: i32,
  K: i32,
  aRow: i32,
  aCol: i32,
  bRow: i32,
  bCol: i32,
  from: i32,
  to: i32,
): void {
  const nPanels = blocks(N, NR);
  const mPanels = blocks(M, MR);
  const most = block_depth(K);
  for (let k = 0; k < K; k += most) {
    const depth = min(most, K - k);
    for (let item = from; item < to; item++) {
      if (item < nPanels) {
        const j = item * NR;
        const out = pb + at(k, nPanels * NR, j, depth);
        pack_panel(out, b + at(k, bRow, j, bCol), depth, NR, min(NR, N - j), bRow, bCol);
      } else {
        const i = (item - nPanels) * MR;
        const out = pa + at(k, mPanels * MR, i, depth);
        pack_panel(out, a + at(i, aRow, k, aCol), depth, MR, min(MR, M - i), aCol, aRow);
      }
    }
  }
}

/**
 * C[M, N] = A·B + bias, for operands packed by `gemm_pack`; `bias` [N] may be 0 for none. C is contiguous.
 * Items: the ⌈N/8⌉·⌈M/5⌉ tiles of C, column by column. A sum runs over k in order, in blocks of K.
 * @cost 40 * K
 */
export function gemm_tiles(
  c: Out,
  pa: In,
  pb: In,
  bias: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  K: i32,
  from: i32,
  to: i32,
): void {
  const nPanels = blocks(N, NR);
  const mPanels = blocks(M, MR);
  const ldc = at(N);
  const most = block_depth(K);
  let k = 0;
  // Once for K = 0, too: C is the bias then.
  do {
    const depth = min(most, K - k);
    let jp = from / mPanels;
    let ip = from - jp * mPanels;
    for (let item = from; item < to; item++) {
      const i = ip * MR;
      const j = jp * NR;
      const cij = c + at(i, N, j);
      const init = k > 0 ? cij : bias == 0 ? 0 : bias + at(j);
      const pai = pa + at(k, mPanels * MR, i, depth);
      const pbj = pb + at(k, nPanels * NR, j, depth);
      const m = min(MR, M - i);
      const n = min(NR, N - j);
      if (init == 0 && m == MR && n == NR && depth > 0) tile(cij, ldc, pai, pbj, NR << 2, depth);
      else {
        tile(scratch, NR << 2, pai, pbj, NR << 2, depth);
        put_tile(cij, ldc, init, k > 0 ? ldc : 0, scratch, m, n);
      }
      if (++ip == mPanels) {
        ip = 0;
        jp++;
      }
    }
    k += most;
  } while (k < K);
}
