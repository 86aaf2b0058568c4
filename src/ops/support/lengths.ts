import { IndexError, ShapeError } from "../../base/errors.ts";
import { checkDType, checkShape } from "../../tensor/check.ts";
import { full, tensor } from "../../tensor/creation.ts";
import { Tensor } from "../../tensor/tensor.ts";

/** How much of each sequence counts: an int32 tensor `[B]`, which may change between the calls of a compiled step, or numbers. */
export type Lengths = Tensor | ArrayLike<number>;

/**
 * Lengths `[B]` as a tensor, `most` each if undefined. Throws `ShapeError` unless there are B, `DTypeError` for a tensor that is not int32,
 * and `IndexError` for a number that is no length from 0 to `most`; those of a tensor are the kernel's to check.
 */
export function lengthsOf(op: string, name: string, given: Lengths | undefined, B: number, most: number): Tensor {
  if (given === undefined) return full([B], most, "int32");
  if (given instanceof Tensor) {
    checkShape(op, name, given, "B", { B });
    checkDType(op, name, given, "int32");
    return given;
  }
  if (given.length !== B) throw new ShapeError(`${op}: ${name} holds ${given.length} numbers, expected ${B}`);
  for (let b = 0; b < B; b++) {
    const n = given[b]!;
    if (!Number.isInteger(n) || n < 0 || n > most) {
      throw new IndexError(`${op}: ${name}[${b}] is ${n}, expected a whole number from 0 to ${most}`);
    }
  }
  return tensor(Int32Array.from(given));
}
