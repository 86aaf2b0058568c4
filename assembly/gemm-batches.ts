// Many products of one shape in one launch.

import { at, blocks, In, Out, Scratch } from "./abi";
import { gemm_panels } from "./gemm-panels";
import { gemm_dot, gemv } from "./gemm-small";
import { NR } from "./gemm-tile";

/** Up to so many rows, both operands are read in place where both are contiguous along K. */
const FEW_ROWS: i32 = 32;

/**
 * C[l, p, q] = A[l, p, q]·B[l, p, q] for matrices of one shape, at most 512 rows: C[M, N] contiguous, A[M, K] and B[K, N] with
 * strides as in `gemm_pack`. From index to index along l, p and q, operands step by `al`, `ap`, `aq` and `bl`, `bp`, `bq`: by 0
 * where they repeat. Items: the ⌈N/8⌉ panels of columns of the first product, then those of the next; [P, Q] are the sizes of
 * the last two axes. Sums are those of `gemm_dot`, `gemv` and `gemm_panels`, by shape and strides alone.
 * @cost (8 * M + 16) * K
 */
export function gemm_batches(
  c: Out,
  a: In,
  b: In,
  scratch: Scratch,
  M: i32,
  N: i32,
  K: i32,
  aRow: i32,
  aCol: i32,
  bRow: i32,
  bCol: i32,
  P: i32,
  Q: i32,
  al: i32,
  ap: i32,
  aq: i32,
  bl: i32,
  bp: i32,
  bq: i32,
  from: i32,
  to: i32,
): void {
  const panels = blocks(N, NR);
  for (let item = from; item < to;) {
    const batch = item / panels;
    const first = item - batch * panels;
    const end = min(panels, first + to - item);
    const row = batch / Q;
    const q = batch - row * Q;
    const l = row / P;
    const p = row - l * P;
    const ci = c + at(batch * M, N);
    const ai = a + at(l, al, p, ap) + at(q, aq);
    const bi = b + at(l, bl, p, bp) + at(q, bq);
    if (M <= FEW_ROWS && aCol == 1 && bRow == 1) {
      gemm_dot(ci, ai, bi, 0, scratch, M, N, K, aRow, bCol, first << 1, end << 1);
    } else if (M == 1 && bCol == 1) gemv(ci, ai, bi, 0, K, aCol, bRow, first * NR, min(N, end * NR));
    else gemm_panels(ci, ai, bi, 0, scratch, M, N, K, aRow, aCol, bRow, bCol, first, end);
    item += end - first;
  }
}
