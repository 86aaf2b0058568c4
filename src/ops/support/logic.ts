// What the logical operators share: a number is true unless it is 0.

import type { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { notEqual } from "../not-equal.ts";
import { binary, type BinaryKernel, type Operand } from "./binary.ts";
import { unrecorded } from "./unrecorded.ts";

/** What the kernel answers: whether both are true, whether one is and the other is not; they add up to either. */
export const BOTH = 1;
export const ONE = 2;

/** `a ∘ b` of truths, int32. */
export function logic(op: string, relation: number, a: Operand, b: Operand): Tensor {
  const kernel: BinaryKernel = (y, p, q, M, N, al, am, an, bl, bm, bn, items) =>
    launch.logic(y, p, q, M, N, al, am, an, bl, bm, bn, relation, items);
  // Two plain numbers meet as float32, of which 0 and 1 serve as well.
  return unrecorded(() => binary(op, { float: kernel, int: kernel, result: "int32" }, truth(a), truth(b)));
}

/** int32 that is 0 where x is. */
function truth(x: Operand): Operand {
  if (typeof x === "number") return Number(x !== 0);
  return x.dtype === "int32" ? x : notEqual(x, 0);
}
