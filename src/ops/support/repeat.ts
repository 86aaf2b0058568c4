// What ops that repeat a tensor share.

import { record } from "../../autograd/tape.ts";
import { type Shape, stridesOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { total, toMiddle } from "./reduce.ts";
import { copyStrided } from "./strided.ts";

/**
 * A copy of `x` in `shape` that repeats it: `wide` are its axes before some of them merge, and x's strides along them 0 where
 * it is repeated. Gradients: `dy` summed over these.
 */
export function repeated(op: string, x: Tensor, shape: Shape, wide: Shape, strides: readonly number[]): Tensor {
  const y = new Tensor(shape, x.dtype);
  copyStrided(op, wide, { t: y, strides: stridesOf(wide) }, { t: x, strides });
  return record(op, y, [x], (dy) => {
    const axes = [...wide.keys()].filter((axis) => strides[axis] === 0 && wide[axis] !== 1);
    const dx = axes.length === 0 ? dy : total(toMiddle(op, dy.view(wide), axes, false));
    return [dx.view(x.shape)];
  });
}
