import { checkValue } from "../base/check.ts";
import { checkDType } from "../tensor/check.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";

/**
 * Rows with a 1 where `indices` point and 0 elsewhere, float32: `y[..., v] = 1` if `v = indices[...]`, of `classes` numbers.
 *
 * Shapes: `indices [...]` → `y [..., V]`. No gradients.
 * Throws `DTypeError` unless `indices` are int32, `ValueError` unless `classes` is a whole number from 1 on; and `IndexError`
 * for an index outside of [0, V), as soon as the result, or anything behind it, is read.
 */
export function oneHot(indices: Tensor, classes: number): Tensor {
  checkDType("oneHot", "indices", indices, "int32");
  checkValue("oneHot", "classes", classes, Number.isInteger(classes) && classes > 0, "a whole number from 1 on");
  const y = new Tensor([...indices.shape, classes]);
  launch.one_hot(y.address, indices.address, classes, indices.size);
  return y;
}
