import { isRecorded } from "../../autograd/tape.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/**
 * The result of `f`, an op made of others. What these make on the way is freed, unless a gradient of `inputs` will need it:
 * then it lives as long as the scope outside.
 */
export function composed<T>(inputs: readonly Tensor[], f: () => T): T {
  return isRecorded(inputs) ? f() : scope(f);
}
