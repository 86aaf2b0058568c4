import { sizeOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Storage } from "../../wasm/storage.ts";
import { launch } from "../../wasm/generated/launch.ts";

/** A 2-D window on float32 memory; strides count elements. Transposing swaps numbers, not data. */
export interface Matrix {
  readonly address: number;
  readonly rows: number;
  readonly cols: number;
  readonly rowStride: number;
  readonly colStride: number;
}

/** Up to this many rows, nothing is packed for all threads: packing would cost as much as the product. */
const FEW_ROWS = 32;

/** `t` as a matrix of its last axis: `[..., D]` becomes `[N, D]`. */
export function rows(t: Tensor): Matrix {
  const cols = t.shape.at(-1) ?? 1;
  const count = cols > 0 ? t.size / cols : sizeOf(t.shape.slice(0, -1));
  return { address: t.address, rows: count, cols, rowStride: cols, colStride: 1 };
}

export function transposed(m: Matrix): Matrix {
  return { address: m.address, rows: m.cols, cols: m.rows, rowStride: m.colStride, colStride: m.rowStride };
}

/** `y = a·b + bias`, choosing the kernel by shape. The caller has checked the sizes. Answers `y`. */
export function multiply(y: Tensor, a: Matrix, b: Matrix, bias: Tensor | null = null): Tensor {
  if (y.size === 0) return y;
  if (b.cols === 1 && a.rows > 1 && bias === null) return multiply(y, transposed(b), transposed(a));
  const M = a.rows;
  const N = b.cols;
  const K = a.cols;
  const from = bias === null ? 0 : bias.address;
  if (K === 1 && bias === null && b.colStride === 1) {
    // Nothing is summed: four times as fast as tiles of one multiply-add.
    launch.mul(y.address, a.address, b.address, M, N, 0, a.rowStride, 0, 0, 0, 1, M * N);
  } else if (M <= FEW_ROWS && a.colStride === 1 && b.rowStride === 1) {
    launch.gemm_dot(y.address, a.address, b.address, from, M, N, K, a.rowStride, b.colStride, Math.ceil(N / 4));
  } else if (M === 1 && b.colStride === 1) {
    launch.gemv(y.address, a.address, b.address, from, K, a.colStride, b.rowStride, N);
  } else if (M <= FEW_ROWS) {
    launch.gemm_panels(y.address, a.address, b.address, from, M, N, K, ...strides(a), ...strides(b), Math.ceil(N / 8));
  } else {
    const mPanels = Math.ceil(M / 5);
    const nPanels = Math.ceil(N / 8);
    const pa = new Storage(mPanels * 20 * K);
    const pb = new Storage(nPanels * 32 * K);
    launch.gemm_pack(
      pa.address,
      pb.address,
      a.address,
      b.address,
      M,
      N,
      K,
      ...strides(a),
      ...strides(b),
      mPanels + nPanels,
    );
    launch.gemm_tiles(y.address, pa.address, pb.address, from, M, N, K, mPanels * nPanels);
    // Launches keep their order, so the next one may have this memory.
    pa.release();
    pb.release();
  }
  return y;
}

function strides(m: Matrix): [row: number, col: number] {
  return [m.rowStride, m.colStride];
}
