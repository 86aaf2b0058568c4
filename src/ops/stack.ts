import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkAxis, formatShape, sameShape, stridesOf } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { withFloat } from "./support/float.ts";
import { fromStrided, toStrided } from "./support/strided.ts";

/**
 * Tensors of one shape side by side along a new axis, axis `axis` of the result, 0 by default. int32 stays int32 if all are;
 * mixed gives float32. `concat` joins along an axis that there is.
 *
 * Shapes: n tensors `[..., ...]` → `y [..., n, ...]`. Gradients: each gets its part of `dy`.
 * Throws `ShapeError` if there are none, if shapes differ, or for an axis that the result lacks.
 */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  const first = tensors[0];
  if (first === undefined) throw new ShapeError("stack: tensors are none, expected at least one");
  const { shape } = first;
  const place = checkAxis("stack", axis, shape.length + 1);
  tensors.forEach((t, i) => {
    if (!sameShape(t.shape, shape)) {
      throw new ShapeError(
        `stack: tensors[${i}] is ${formatShape(t.shape)}, expected ${formatShape(shape)} like tensors[0]`,
      );
    }
  });
  const y = new Tensor(
    [...shape.slice(0, place), tensors.length, ...shape.slice(place)],
    tensors.every((t) => t.dtype === "int32") ? "int32" : "float32",
  );
  const all = stridesOf(y.shape);
  const [step] = all.splice(place, 1) as [number];
  tensors.forEach((t, i) => {
    const put = (part: Tensor) => toStrided("stack", y, part, all, i * step);
    if (y.dtype === "float32") withFloat(t, put);
    else put(t);
  });
  return record("stack", y, tensors, (dy, needs) =>
    tensors.map((_, i) => (needs[i] ? fromStrided("stack", dy, shape, all, i * step) : null)),
  );
}
