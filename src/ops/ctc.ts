import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { Storage } from "../wasm/storage.ts";
import { type Lengths, lengthsOf } from "./support/lengths.ts";

/** Options of `ctc`. */
export interface CtcOptions {
  /** How many frames of each sequence count; default all. */
  readonly inputLengths?: Lengths | undefined;
  /** How many labels of each target count; default all. */
  readonly targetLengths?: Lengths | undefined;
  /** The class that stands for no label; default 0. */
  readonly blank?: number | undefined;
  /** Whether a loss that is infinite, and its gradient, are 0 instead; default false. */
  readonly zeroInfinity?: boolean | undefined;
}

/** So many labels, and what is noted of them, fit a thread's scratch block. */
const MOST_LABELS = 60_000;

/**
 * Connectionist temporal classification, sequence by sequence: `y = −ln Σ Π eˣ[t, path at t]` over all paths of one class a frame that
 * give the target once repetitions, and then blanks, are left out. ∞ where the frames are too few for that. What stands behind the
 * lengths, in frames and targets, is not looked at.
 *
 * Shapes: logarithms of probabilities `x [B, T, C]`, as `logSoftmax` gives them, and `targets [B, S]` int32 → `y [B]`.
 * Gradients: of x, PyTorch's: `dx = dy · (eˣ − the probability that the path is there, given the target)`, which is right behind a
 * `logSoftmax`; 0 behind the lengths, NaN where y is ∞.
 * Throws `ShapeError` if the shapes do not fit, `DTypeError` unless x is float32 and targets int32, `ValueError` for a blank that
 * is no class, and `IndexError` for lengths, and labels, out of range or the blank: of tensors when the numbers are read.
 * Source: Graves et al., "Connectionist temporal classification: labelling unsegmented sequence data with recurrent neural
 * networks", ICML 2006.
 */
export function ctc(
  x: Tensor,
  targets: Tensor,
  { inputLengths, targetLengths, blank = 0, zeroInfinity = false }: CtcOptions = {},
): Tensor {
  const { B, T, C } = checkShape("ctc", "x", x, "B T C");
  const { S } = checkShape("ctc", "targets", targets, "B S", { B });
  checkDType("ctc", "x", x, "float32");
  checkDType("ctc", "targets", targets, "int32");
  checkValue("ctc", "blank", blank, Number.isInteger(blank) && blank >= 0 && blank < C, `a class, from 0 to ${C - 1}`);
  if (S > MOST_LABELS) {
    throw new ShapeError(`ctc: targets is ${formatShape(targets.shape)}, expected at most ${MOST_LABELS} labels each`);
  }
  const lengths = (): [frames: number, counts: number] => [
    lengthsOf("ctc", "inputLengths", inputLengths, B, T).address,
    lengthsOf("ctc", "targetLengths", targetLengths, B, S).address,
  ];
  const sizes = [T, C, S, blank, Number(zeroInfinity), B] as const;
  // The rows of states lie behind the numbers of y, and live as long: the gradient wants them.
  const rows = 2 + 2 * ((S + 8) & ~3);
  const y = new Tensor([B], "float32", new Storage(4 * B * (1 + T * rows)));
  scope(() => launch.ctc(y.address, y.address + 4 * B, x.address, targets.address, ...lengths(), ...sizes));
  const given = [inputLengths, targetLengths].filter((each) => each instanceof Tensor);
  return record("ctc", y, [x, targets, ...given], (dy) => {
    const dx = new Tensor(x.shape);
    const operands = [dy.address, y.address + 4 * B, x.address, targets.address] as const;
    scope(() => launch.ctc_backward(dx.address, ...operands, ...lengths(), ...sizes));
    return [dx];
  });
}
