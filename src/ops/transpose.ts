import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { permute } from "./permute.ts";

/**
 * A copy with two axes exchanged, the last two by default: rows and columns. Any other order of axes is `permute`'s.
 *
 * Shapes: `x [..., M, N]` → `y [..., N, M]`. Gradients: `dx = dy` with the axes exchanged back.
 * Throws `ShapeError` for an axis `x` lacks.
 */
export function transpose(x: Tensor, axis = -2, other = -1): Tensor {
  const [a, b] = [checkAxis("transpose", axis, x.rank), checkAxis("transpose", other, x.rank)];
  return permute(
    x,
    x.shape.map((_, i) => (i === a ? b : i === b ? a : i)),
  );
}
