import { record } from "../autograd/tape.ts";
import { checkDType } from "../tensor/check.ts";
import { zeros } from "../tensor/creation.ts";
import { checkAxis, sizeOf } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";

/**
 * The slices of `x` along `axis` (0 by default) that int32 `indices` name, as NumPy's `take`: rows of a table, say.
 *
 * Shapes: `x [..., R, ...]`, `indices` of any shape → that shape in the place of `R`.
 * Gradients: `dx` sums the `dy` of every use of a slice, in order.
 * Throws `DTypeError` unless `indices` are int32, `ShapeError` for an axis `x` lacks; and `IndexError` for an index outside
 * of [0, R), as soon as the result, or anything behind it, is read.
 */
export function gather(x: Tensor, indices: Tensor, axis = 0): Tensor {
  checkDType("gather", "indices", indices, "int32");
  const along = checkAxis("gather", axis, x.rank);
  const [before, after] = [x.shape.slice(0, along), x.shape.slice(along + 1)];
  const [L, R, I, N] = [sizeOf(before), x.shape[along]!, indices.size, sizeOf(after)];
  const y = new Tensor([...before, ...indices.shape, ...after], x.dtype);
  launch.gather(y.address, x.address, indices.address, R, I, N, L * I);
  return record("gather", y, [x, indices], (dy) => {
    const dx = zeros(x.shape);
    launch.scatter_add(dx.address, dy.address, indices.address, R, I, N, 1, 0, L * N);
    return [dx, null];
  });
}
