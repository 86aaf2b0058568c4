import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkAxis, formatShape, stridesOf } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { slice } from "./slice.ts";
import { withFloat } from "./support/float.ts";
import { toStrided } from "./support/strided.ts";

/**
 * Tensors one behind the other along `axis`, 0 by default. int32 stays int32 if all are; mixed gives float32.
 *
 * Shapes: tensors alike but for `axis` → their sizes along it added up. Gradients: each gets its part of `dy`.
 * Throws `ShapeError` if there are none, if they have no axis, or if other sizes differ.
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  const first = tensors[0];
  if (first === undefined) throw new ShapeError("concat: tensors are none, expected at least one");
  const along = checkAxis("concat", axis, first.rank);
  const starts: number[] = [];
  let length = 0;
  tensors.forEach((t, i) => {
    if (t.rank !== first.rank || t.shape.some((n, a) => a !== along && n !== first.shape[a])) {
      const wanted = first.shape.map((n, a) => (a === along ? "any" : n)).join(", ");
      throw new ShapeError(`concat: tensors[${i}] is ${formatShape(t.shape)}, expected [${wanted}] like tensors[0]`);
    }
    starts.push(length);
    length += t.shape[along]!;
  });
  const y = new Tensor(
    first.shape.map((n, a) => (a === along ? length : n)),
    tensors.every((t) => t.dtype === "int32") ? "int32" : "float32",
  );
  const strides = stridesOf(y.shape);
  tensors.forEach((t, i) => {
    const place = (part: Tensor) => toStrided("concat", y, part, strides, starts[i]! * strides[along]!);
    if (y.dtype === "float32") withFloat(t, place);
    else place(t);
  });
  return record("concat", y, tensors, (dy, needs) =>
    tensors.map((t, i) => {
      if (!needs[i]) return null;
      const [from, n] = [starts[i]!, t.shape[along]!];
      return slice(
        dy,
        dy.shape.map((_, a) => (a === along ? [from, from + n] : null)),
      );
    }),
  );
}
