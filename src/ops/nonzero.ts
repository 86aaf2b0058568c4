import { tensor } from "../tensor/creation.ts";
import { stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * The indices of all elements other than 0, in row-major order, int32; NaN is one of them. Their number follows from the
 * values, so this reads memory: inside of a compiled step it throws `EngineError`. A step can use `where` or a product by a
 * mask instead.
 *
 * Shapes: `x` of rank r → `y [N, r]` for N such elements. No gradients.
 */
export function nonzero(x: Tensor): Tensor {
  const strides = stridesOf(x.shape);
  const found: number[] = [];
  let count = 0;
  x.data.forEach((value, i) => {
    if (value === 0) return;
    count++;
    x.shape.forEach((n, axis) => found.push(Math.floor(i / strides[axis]!) % n));
  });
  return tensor(Int32Array.from(found), [count, x.rank]);
}
