import type { Gradients } from "../../autograd/tape.ts";
import { checkValue } from "../../base/check.ts";
import { checkDType } from "../../tensor/check.ts";

/** Throws `ValueError` unless `grads` is a map, `DTypeError` unless all in it are float32. */
export function checkGradients(op: string, grads: Gradients): void {
  checkValue(op, "grads", typeof grads, grads instanceof Map, "the map that gradients(loss) answers");
  for (const dw of grads.values()) checkDType(op, "a gradient", dw, "float32");
}
