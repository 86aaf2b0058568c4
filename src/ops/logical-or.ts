import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { notEqual } from "./not-equal.ts";
import { binary, type Operand } from "./support/binary.ts";
import { composed } from "./support/composed.ts";

const KERNELS = { float: launch.maximum, int: launch.maximum_int };

/**
 * Elementwise 1 where a or b is not 0, or both, else 0, int32, with NumPy's broadcasting; NaN is not 0.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: none. Throws `ShapeError` if the shapes do not broadcast.
 */
export function logicalOr(a: Operand, b: Operand): Tensor {
  return composed(() => binary("logicalOr", KERNELS, notEqual(a, 0), notEqual(b, 0)));
}
