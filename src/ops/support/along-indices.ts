import { ShapeError } from "../../base/errors.ts";
import { checkDType } from "../../tensor/check.ts";
import { checkAxis, formatShape, sizeOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** `x` as [L, R, N] and `indices` as [L, I, N] around `axis`. Throws unless they are int32, and alike but for the axis. */
export function checkIndices(
  op: string,
  x: Tensor,
  axis: number,
  indices: Tensor,
): Record<"L" | "R" | "I" | "N", number> {
  checkDType(op, "indices", indices, "int32");
  const along = checkAxis(op, axis, x.rank);
  if (indices.rank !== x.rank || indices.shape.some((n, a) => a !== along && n !== x.shape[a])) {
    const wanted = x.shape.map((n, a) => (a === along ? "any" : n)).join(", ");
    throw new ShapeError(`${op}: indices is ${formatShape(indices.shape)}, expected [${wanted}] like x`);
  }
  const [L, N] = [sizeOf(x.shape.slice(0, along)), sizeOf(x.shape.slice(along + 1))];
  return { L, R: x.shape[along]!, I: indices.shape[along]!, N };
}
