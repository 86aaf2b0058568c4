import { type Shape, sizeOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { fromStrided, toStrided } from "./strided.ts";

/** A kernel over rows of V contiguous numbers: addresses of the result and the operands, V, and the rows as items. */
export type RowKernel = (...args: number[]) => void;

/** Runs `kernel` along `axis` of operands of one shape; an axis that is not the last is moved there and back. */
export function alongAxis(
  op: string,
  kernel: RowKernel,
  axis: number,
  operands: readonly [Tensor, ...Tensor[]],
): Tensor {
  const { shape } = operands[0];
  const V = shape[axis]!;
  const N = sizeOf(shape.slice(axis + 1));
  const y = new Tensor(shape);
  if (y.size === 0) return y;
  if (N === 1) {
    kernel(y.address, ...operands.map((t) => t.address), V, y.size / V);
    return y;
  }
  const moved: Shape = [y.size / (V * N), N, V];
  const strides = [V * N, 1, N];
  const rows = [new Tensor(moved), ...operands.map((t) => fromStrided(op, t, moved, strides))] as const;
  kernel(...rows.map((t) => t.address), V, y.size / V);
  toStrided(op, y, rows[0], strides);
  rows.forEach((t) => t.dispose());
  return y;
}
