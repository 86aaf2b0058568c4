import { record } from "../autograd/tape.ts";
import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * The same numbers with one more axis, of size 1, as axis `axis` of the result, sharing their memory; −1 puts it last.
 *
 * Shapes: `x [..., ...]` → `y [..., 1, ...]`. Gradients: `dx = dy` in x's shape.
 * Throws `ShapeError` for an axis that the result lacks.
 */
export function unsqueeze(x: Tensor, axis: number): Tensor {
  const place = checkAxis("unsqueeze", axis, x.rank + 1);
  const y = x.view([...x.shape.slice(0, place), 1, ...x.shape.slice(place)]);
  return record("unsqueeze", y, [x], (dy) => [dy.view(x.shape)]);
}
