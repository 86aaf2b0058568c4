// Products of many matrices: one launch for all of them.

import { type Shape, sizeOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { mergeAxes } from "./binary.ts";
import { spread } from "./broadcast.ts";
import { type Matrix, multiply, transposed } from "./matrix.ts";

/** A tensor as matrices of contiguous rows, one for each index of `lead`; with `flip` they stand for their transposes. */
export interface Batch {
  readonly t: Tensor;
  readonly lead: Shape;
  readonly rows: number;
  readonly cols: number;
  readonly flip: boolean;
}

/** Matrices with more rows are multiplied in a launch each: they are large enough for that. */
const MOST_ROWS = 512;

export function flipped(x: Batch): Batch {
  return { ...x, flip: !x.flip };
}

/** `y = a·b` for every index of `lead`, to which the operands' own leads broadcast. Answers `y`. */
export function multiplyBatches(op: string, y: Tensor, lead: Shape, a: Batch, b: Batch): Tensor {
  if (y.size === 0) return y;
  const A = matrixOf(a);
  const B = matrixOf(b);
  const count = sizeOf(lead);
  if (count === 1) return multiply(y, A, B);
  const plan = mergeAxes(lead, a.lead, b.lead);
  if (plan === null) {
    const wide = [a, b].map((x) => ({ ...x, lead, t: spread(op, x.t, [...lead, x.rows, x.cols]) }));
    multiplyBatches(op, y, lead, wide[0]!, wide[1]!);
    wide.forEach(({ t }) => t.dispose());
    return y;
  }
  if (B.cols === 1 && A.rows > 1) return multiplyBatches(op, y, lead, flipped(b), flipped(a));
  const steps = plan.strides.map((step, i) => step * (i < 3 ? a.rows * a.cols : b.rows * b.cols)) as Six;
  const [M, N, K] = [A.rows, B.cols, A.cols];
  if (M <= MOST_ROWS) {
    const { address } = y;
    const layout = [A.rowStride, A.colStride, B.rowStride, B.colStride] as const;
    const items = count * Math.ceil(N / 8);
    launch.gemm_batches(address, A.address, B.address, M, N, K, ...layout, plan.M, plan.N, ...steps, items);
    return y;
  }
  for (let batch = 0; batch < count; batch++) {
    const row = Math.floor(batch / plan.N);
    const index = [Math.floor(row / plan.M), row % plan.M, batch % plan.N] as const;
    const start = (from: 0 | 3): number => index.reduce((sum, i, axis) => sum + i * steps[from + axis]!, 0);
    const part = y.view([M, N], batch * M * N);
    multiply(part, { ...A, address: A.address + 4 * start(0) }, { ...B, address: B.address + 4 * start(3) });
    part.dispose();
  }
  return y;
}

type Six = [number, number, number, number, number, number];

/** The first of the matrices. */
function matrixOf({ t, rows, cols, flip }: Batch): Matrix {
  const m = { address: t.address, rows, cols, rowStride: cols, colStride: 1 };
  return flip ? transposed(m) : m;
}
