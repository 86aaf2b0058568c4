import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { zeros } from "../tensor/creation.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { equal } from "./equal.ts";
import { binary } from "./support/binary.ts";
import { unrecorded } from "./support/unrecorded.ts";
import { where } from "./where.ts";

/** Bounds of `clip`, of which at least one is given. */
export interface ClipOptions {
  /** The least that results are; default none. */
  readonly min?: number;
  /** The most that results are; default none. It wins where `min` is larger. */
  readonly max?: number;
}

/**
 * Elementwise `y = min(max(x, min), max)`; NaN stays NaN. int32 stays int32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `min ≤ x ≤ max`, else 0.
 * Throws `ValueError` without a bound or for one that is NaN, `DTypeError` for a fraction with int32.
 */
export function clip(x: Tensor, { min, max }: ClipOptions): Tensor {
  checkValue("clip", "min", min, min !== undefined || max !== undefined, "a number, or max");
  for (const [name, bound] of Object.entries({ min, max })) {
    checkValue("clip", name, bound, bound === undefined || !Number.isNaN(bound), "a number");
  }
  if (x.dtype === "int32") return clipInts(x, min, max);
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  const y = new Tensor(x.shape);
  launch.clip(y.address, x.address, low, high, x.size);
  return record("clip", y, [x], (dy) => [low > high ? zeros(dy.shape) : where(equal(x, y), dy, 0)]);
}

const RAISED = { float: launch.maximum, int: launch.maximum_int };
const LOWERED = { float: launch.minimum, int: launch.minimum_int };

function clipInts(x: Tensor, min: number | undefined, max: number | undefined): Tensor {
  return unrecorded(() => {
    const raised = min === undefined ? x : binary("clip", RAISED, x, min);
    return max === undefined ? raised : binary("clip", LOWERED, raised, max);
  });
}
