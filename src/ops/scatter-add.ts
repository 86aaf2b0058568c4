import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkIndices } from "./support/along-indices.ts";
import { withFloat } from "./support/float.ts";
import { takeAlongAxis } from "./take-along-axis.ts";

/**
 * A copy of `x` to which `source` is added where int32 `indices` point along `axis`, in order:
 * `y[l, indices[l, i, n], n] += source[l, i, n]` for the middle axis, as PyTorch's `scatter_add`. int32 stays int32 and wraps;
 * mixed gives float32.
 *
 * Shapes: `x [..., R, ...]`, `indices` and `source [..., I, ...]`, other sizes alike → `y` as x.
 * Gradients: `dx = dy`, `dsource = takeAlongAxis(dy, indices, axis)`.
 * Throws `DTypeError` unless `indices` are int32, `ShapeError` if sizes differ, or for an axis `x` lacks; and `IndexError` for an
 * index outside of [0, R), as soon as the result, or anything behind it, is read.
 */
export function scatterAdd(x: Tensor, axis: number, indices: Tensor, source: Tensor): Tensor {
  const { L, R, I, N } = checkIndices("scatterAdd", x, axis, indices);
  if (!sameShape(source.shape, indices.shape)) {
    const wanted = formatShape(indices.shape);
    throw new ShapeError(`scatterAdd: source is ${formatShape(source.shape)}, expected ${wanted} like indices`);
  }
  const y = new Tensor(x.shape, x.dtype === source.dtype ? x.dtype : "float32");
  const ints = y.dtype === "int32";
  const add = (start: Tensor, part: Tensor) => {
    launch.copy(y.address, start.address, y.size);
    launch.scatter_add(y.address, part.address, indices.address, R, I, N, 0, Number(ints), L * N);
  };
  if (ints) add(x, source);
  else withFloat(x, (start) => withFloat(source, (part) => add(start, part)));
  return record("scatterAdd", y, [x, indices, source], (dy, needs) => [
    dy,
    null,
    needs[2] ? takeAlongAxis(dy, indices, axis) : null,
  ]);
}
