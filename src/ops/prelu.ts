import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { reshape } from "./reshape.ts";
import { binary } from "./support/binary.ts";
import { withFloat } from "./support/float.ts";
import { sum } from "./sum.ts";

const PRODUCT = { float: launch.mul };
/** The smallest number above 0. */
const SMALLEST = 2 ** -149;

/**
 * Rectified linear unit with a slope that is learned, `y = x` where `x > 0`, else `weight · x`, elementwise. `weight`
 * is one number, or one for each channel, along axis 1. int32 becomes float32.
 *
 * Shapes: `x [B, C, ...]`, `weight [1]` or `[C]` → `y` like `x`; with one weight any `x`.
 * Gradients: `dx = dy` where `x > 0`, else `weight · dy`; `dweight = Σ x · dy` where `x ≤ 0`.
 * Throws `ShapeError` if weight does not fit.
 * Source: He et al., "Delving deep into rectifiers", ICCV 2015, section 2.1.
 */
export function prelu(x: Tensor, weight: Tensor): Tensor {
  const shared = weight.size === 1 && weight.rank <= 1;
  const C = x.shape[1];
  if (!shared && (weight.rank !== 1 || weight.shape[0] !== C)) {
    const wanted = C === undefined ? "[1], as x has no axis 1" : `[1] or [C=${C}]`;
    throw new ShapeError(`prelu: weight is ${formatShape(weight.shape)}, expected ${wanted}`);
  }
  /** a where x > 0, else weight · a */
  const sloped = (a: Tensor): Tensor => {
    const slopes = weight.view(shared ? [] : [C!, ...x.shape.slice(2).map(() => 1)]);
    const y = binary("prelu", PRODUCT, a, slopes);
    slopes.dispose();
    withFloat(x, (gate) =>
      withFloat(a, (from) => launch.select_positive(y.address, from.address, y.address, gate.address, y.size)),
    );
    return y;
  };
  return record("prelu", sloped(x), [x, weight], (dy, [needsX, needsWeight]) => {
    const dx = needsX ? sloped(dy) : null;
    if (!needsWeight) return [dx, null];
    const share = binary("prelu", PRODUCT, dy, x);
    withFloat(x, (gate) =>
      launch.replace_range(share.address, share.address, gate.address, SMALLEST, Infinity, 0, share.size),
    );
    const axes = x.shape.map((_, axis) => axis).filter((axis) => shared || axis !== 1);
    return [dx, reshape(sum(share, axes), weight.shape)];
  });
}
