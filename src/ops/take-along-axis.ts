import { record } from "../autograd/tape.ts";
import { zeros } from "../tensor/creation.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkIndices } from "./support/along-indices.ts";

/**
 * One element of `x` along `axis` for each of int32 `indices`: `y[l, i, n] = x[l, indices[l, i, n], n]` for the middle axis, as
 * NumPy's `take_along_axis` and PyTorch's `gather`. With what `argmax` gives, the largest elements.
 *
 * Shapes: `x [..., R, ...]`, `indices [..., I, ...]` → `y [..., I, ...]`, other sizes alike.
 * Gradients: `dx` sums the `dy` of every use of an element, in order.
 * Throws `DTypeError` unless `indices` are int32, `ShapeError` if sizes differ, or for an axis `x` lacks; and `IndexError` for an
 * index outside of [0, R), as soon as the result, or anything behind it, is read.
 */
export function takeAlongAxis(x: Tensor, indices: Tensor, axis: number): Tensor {
  const { L, R, I, N } = checkIndices("takeAlongAxis", x, axis, indices);
  const y = new Tensor(indices.shape, x.dtype);
  launch.take_along_axis(y.address, x.address, indices.address, R, I, N, y.size);
  return record("takeAlongAxis", y, [x, indices], (dy) => {
    const dx = zeros(x.shape);
    launch.scatter_add(dx.address, dy.address, indices.address, R, I, N, 0, 0, L * N);
    return [dx, null];
  });
}
