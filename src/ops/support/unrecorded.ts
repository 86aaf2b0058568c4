import { noGrad } from "../../autograd/tape.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** The result of ops that work together as one: nothing of it is recorded, and what it needs on the way is freed. */
export function unrecorded(f: () => Tensor): Tensor {
  return scope(() => noGrad(f));
}
