import { record } from "../autograd/tape.ts";
import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { scan } from "./support/scan.ts";

const KERNELS = { float32: launch.cumsum, int32: launch.cumsum_int };

/**
 * Running sums along `axis`, the last by default: `y[i] = Σ x[j]` over j ≤ i. int32 stays int32 and wraps.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx[i] = Σ dy[j]` over j ≥ i. Throws `ShapeError` for an axis x lacks.
 */
export function cumsum(x: Tensor, axis = -1): Tensor {
  const along = checkAxis("cumsum", axis, x.rank);
  const y = scan(KERNELS[x.dtype], x, along);
  return record("cumsum", y, [x], (dy) => [scan(launch.cumsum, dy, along, true)]);
}
