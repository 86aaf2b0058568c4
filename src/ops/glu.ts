import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkAxis, formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { concat } from "./concat.ts";
import { mul } from "./mul.ts";
import { sigmoid } from "./sigmoid.ts";
import { slice } from "./slice.ts";
import { unrecorded } from "./support/unrecorded.ts";
import { unaryGradient } from "./support/unary.ts";

/**
 * Gated linear unit, `y = a σ(b)` for the halves a and b of `x` along `axis`, the last by default. int32 becomes
 * float32.
 *
 * Shapes: `x [..., 2N, ...]` → `y [..., N, ...]`. Gradients: `da = dy σ(b)`, `db = dy a σ(b) (1 − σ(b))`.
 * Throws `ShapeError` for an axis x lacks, or of odd size.
 * Source: Dauphin et al., "Language modeling with gated convolutional networks", ICML 2017, section 2.
 */
export function glu(x: Tensor, axis = -1): Tensor {
  const along = checkAxis("glu", axis, x.rank);
  const size = x.shape[along]!;
  if (size % 2 !== 0) {
    throw new ShapeError(`glu: x is ${formatShape(x.shape)}, expected an even size along axis ${along}`);
  }
  const half = (start: number): Tensor =>
    slice(x, [...x.shape.slice(0, along).map(() => null), [start, start + size / 2]]);
  const parts = () => ({ a: half(0), gate: sigmoid(half(size / 2)) });
  const y = unrecorded(() => {
    const { a, gate } = parts();
    return mul(a, gate);
  });
  return record("glu", y, [x], (dy) => {
    const { a, gate } = parts();
    const db = unaryGradient(launch.sigmoid_backward, mul(dy, a), gate);
    return [concat([mul(dy, gate), db], along)];
  });
}
