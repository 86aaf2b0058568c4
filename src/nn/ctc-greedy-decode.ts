import { checkValue } from "../base/check.ts";
import { IndexError } from "../base/errors.ts";
import { argmax } from "../ops/argmax.ts";
import { type Lengths, lengthsOf } from "../ops/support/lengths.ts";
import { checkShape } from "../tensor/check.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Options of `ctcGreedyDecode`. */
export interface CtcDecodeOptions {
  /** How many frames of each sequence count; default all. */
  readonly inputLengths?: Lengths | undefined;
  /** The class that stands for no label; default 0. */
  readonly blank?: number | undefined;
}

/**
 * The labels that a network trained with `ctcLoss` has found: of each frame the likeliest class, of which repetitions, and then blanks, are
 * left out. An array for each sequence. Reads numbers, so it is not for compiled steps.
 *
 * Shapes: `logProbs [B, T, C]`, logarithms of probabilities or logits → B arrays.
 * Throws `ShapeError` if the shapes do not fit, `ValueError` for a blank that is no class, `IndexError` for a length out of range.
 */
export function ctcGreedyDecode(logProbs: Tensor, { inputLengths, blank = 0 }: CtcDecodeOptions = {}): number[][] {
  const { B, T, C } = checkShape("ctcGreedyDecode", "logProbs", logProbs, "B T C");
  const isClass = Number.isInteger(blank) && blank >= 0 && blank < C;
  checkValue("ctcGreedyDecode", "blank", blank, isClass, `a class, from 0 to ${C - 1}`);
  const { classes, lengths } = scope(() => ({
    classes: argmax(logProbs, -1).data,
    lengths: lengthsOf("ctcGreedyDecode", "inputLengths", inputLengths, B, T).data,
  }));
  return Array.from(lengths, (length, b) => {
    if (length < 0 || length > T)
      throw new IndexError(`ctcGreedyDecode: inputLengths[${b}] is ${length}, expected a whole number from 0 to ${T}`);
    const path = classes.subarray(b * T, b * T + length);
    return Array.from(path.filter((label, t) => label !== blank && label !== path[t - 1]));
  });
}
