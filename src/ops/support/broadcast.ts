import { type Shape, stridesOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { fromStrided } from "./strided.ts";

/** Strides that read a tensor of shape `from` as `to`, which it broadcasts to: 0 along axes that repeat it. */
export function broadcastStrides(from: Shape, to: Shape): number[] {
  const own = stridesOf(from);
  return to.map((n, axis) => {
    const at = axis - to.length + from.length;
    return at < 0 || (from[at] === 1 && n !== 1) ? 0 : own[at]!;
  });
}

/** A copy of `x` repeated to `shape`, which it broadcasts to, without a gradient. */
export function spread(op: string, x: Tensor, shape: Shape): Tensor {
  return fromStrided(op, x, shape, broadcastStrides(x.shape, shape));
}
