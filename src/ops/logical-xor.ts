import type { Tensor } from "../tensor/tensor.ts";
import { notEqual } from "./not-equal.ts";
import { binary, type Operand } from "./support/binary.ts";
import { comparing, EQUAL, OPPOSITE } from "./support/compare.ts";
import { composed } from "./support/composed.ts";

const KERNELS = comparing(EQUAL + OPPOSITE);

/**
 * Elementwise 1 where one of a and b is not 0 and the other is, else 0, int32, with NumPy's broadcasting; NaN is not 0.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: none. Throws `ShapeError` if the shapes do not broadcast.
 */
export function logicalXor(a: Operand, b: Operand): Tensor {
  return composed(() => binary("logicalXor", KERNELS, notEqual(a, 0), notEqual(b, 0)));
}
