// What the largest and the smallest share.

import { record } from "../../autograd/tape.ts";
import type { DType } from "../../tensor/dtype.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { checkNotEmpty, fromMiddle, reduce, type ReduceKernels, toMiddle } from "./reduce.ts";

/** y = the largest or the smallest over `axes`. The gradient is shared among equals. */
export function extreme(
  op: string,
  kernels: Record<DType, ReduceKernels>,
  x: Tensor,
  axes: number | readonly number[] | undefined,
  keepDims: boolean,
): Tensor {
  const middle = toMiddle(op, x, axes, keepDims);
  checkNotEmpty(op, x, middle.R);
  const y = reduce(kernels[x.dtype], middle);
  return record(op, y, [x], (dy) => {
    const again = toMiddle(op, x, axes, keepDims);
    const { R, N } = again;
    const dx = new Tensor(again.x.shape);
    launch.extreme_backward(dx.address, dy.address, again.x.address, y.address, R, N, y.size);
    return [fromMiddle(op, again, dx)];
  });
}

/** The index of the first largest along `axis`, or of the first smallest. */
export function indexOfExtreme(
  op: string,
  smallest: boolean,
  x: Tensor,
  axis: number | undefined,
  keepDims: boolean,
): Tensor {
  const { L, R, N, shape } = toMiddle(op, x, axis, keepDims);
  checkNotEmpty(op, x, R);
  const y = new Tensor(shape, "int32");
  if (x.dtype === "int32") launch.argmax_int(y.address, x.address, R, N, smallest ? -1 : 0, L * N);
  else launch.argmax(y.address, x.address, R, N, smallest ? -1 : 1, L * N);
  return y;
}
