// Gradients of a recurrent layer's input and weights, from what changed of the gates at all steps: one product each.

import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { Storage } from "../../wasm/storage.ts";
import { reshape } from "../reshape.ts";
import { sum } from "../sum.ts";
import { where } from "../where.ts";
import { type Matrix, multiply, rows, transposed } from "./matrix.ts";
import type { Cell, Share } from "./recurrent-cell.ts";

/** Lends `f` the address of B[K, N], packed for tiles; N is a multiple of 8. */
export function packed(b: Matrix, f: (address: number) => void): void {
  const storage = new Storage(4 * b.rows * b.cols);
  const strides = [0, 0, b.rowStride, b.colStride] as const;
  launch.gemm_pack(0, storage.address, 0, b.address, 0, b.cols, b.rows, ...strides, b.cols / 8);
  f(storage.address);
  storage.release();
}

/** Those of x, wx, wh, bx and bh, in this order, that are needed. */
export function weightGradients(
  cell: Cell,
  { x, wx, wh, bx, bh }: { x: Tensor; wx: Tensor; wh: Tensor; bx: Tensor | null; bh: Tensor | null },
  mask: Tensor | null,
  saved: Tensor,
  dz: Tensor,
  needed: ReadonlySet<Tensor>,
): (Tensor | null)[] {
  const U = wh.shape[1]!;
  const columns = (t: Tensor, from: number, to: number, all: number): Matrix => ({
    address: t.address + 4 * from * U,
    rows: dz.shape[0]!,
    cols: (to - from) * U,
    rowStride: all * U,
    colStride: 1,
  });
  const product = (w: Tensor, shares: readonly Share[], right: Matrix): Tensor => {
    const dw = new Tensor(w.shape);
    for (const [from, to, row] of shares) {
      const part = dw.view([(to - from) * U, right.cols], row * U * right.cols);
      multiply(part, transposed(columns(dz, from, to, cell.changes)), right);
    }
    return dw;
  };
  let all: Tensor | null = null;
  const sums = (shares: readonly Share[]): Tensor => {
    all ??= sum(dz, 0);
    // Where both biases take all that changes, they have the same gradient.
    if (cell.changes === cell.gates) return all;
    const db = new Tensor([cell.gates * U]);
    for (const [from, to, row] of shares) {
      launch.copy(db.address + 4 * row * U, all.address + 4 * from * U, (to - from) * U);
    }
    return db;
  };
  // What stands in the padding, NaN included, would meet zeros in the product.
  const seen = () => rows(mask === null ? x : where(reshape(mask, [...mask.shape, 1]), x, 0));
  const of = (t: Tensor | null, f: () => Tensor) => (t !== null && needed.has(t) ? f() : null);
  return [
    of(x, () => multiply(new Tensor(x.shape), columns(dz, 0, cell.gates, cell.changes), rows(wx))),
    of(wx, () => product(wx, cell.shares.x, seen())),
    of(wh, () => product(wh, cell.shares.h, columns(saved, 0, 1, cell.saves))),
    of(bx, () => sums(cell.shares.x)),
    of(bh, () => sums(cell.shares.h)),
  ];
}
