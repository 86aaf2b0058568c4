import { checkValue } from "../base/check.ts";
import { checkDType } from "../tensor/check.ts";
import { ones } from "../tensor/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { cumsum } from "./cumsum.ts";
import { greaterEqual } from "./greater-equal.ts";
import { unsqueeze } from "./unsqueeze.ts";
import { unrecorded } from "./support/unrecorded.ts";

/**
 * Which of T steps belong to sequences of these lengths: `y[b, t] = 1` if `t < lengths[b]`, else 0, int32. A length of 0 or less has
 * no steps, one beyond T has all.
 *
 * Shapes: `lengths [...]` → `y [..., T]`. No gradients.
 * Throws `DTypeError` unless `lengths` are int32, `ValueError` unless `T` is a whole number from 0 on.
 */
export function sequenceMask(lengths: Tensor, T: number): Tensor {
  checkDType("sequenceMask", "lengths", lengths, "int32");
  checkValue("sequenceMask", "T", T, Number.isSafeInteger(T) && T >= 0, "a whole number from 0 on");
  return unrecorded(() => greaterEqual(unsqueeze(lengths, -1), cumsum(ones([T], "int32"), 0)));
}
