import { type Shape, stridesOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { fromStrided } from "./strided.ts";

/** A copy of `x` repeated to `shape`, which it broadcasts to. */
export function broadcastTo(op: string, x: Tensor, shape: Shape): Tensor {
  const own = stridesOf(x.shape);
  const strides = shape.map((n, axis) => {
    const at = axis - shape.length + x.rank;
    return at < 0 || (x.shape[at] === 1 && n !== 1) ? 0 : own[at]!;
  });
  return fromStrided(op, x, shape, strides);
}
