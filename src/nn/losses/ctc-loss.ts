import { ctc, type CtcOptions } from "../../ops/ctc.ts";
import { div } from "../../ops/div.ts";
import { maximum } from "../../ops/maximum.ts";
import { composed } from "../../ops/support/composed.ts";
import { tensor } from "../../tensor/creation.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { type LossOptions, reduced, weightTensors } from "./support/reduction.ts";

/** Options of `ctcLoss`. */
export interface CtcLossOptions extends CtcOptions, LossOptions {}

/**
 * Connectionist temporal classification, for labels without the times at which they stand: see `ctc`. The mean is PyTorch's: each
 * loss is divided by the length of its target, or 1 for an empty one, before their mean is taken.
 *
 *     const loss = ctcLoss(logSoftmax(model.forward(x)), targets, { inputLengths, targetLengths });
 *
 * Shapes: `logProbs [B, T, C]`, int32 `targets [B, S]` → `[]`, or `[B]` without reduction. Gradients: of logProbs.
 * Throws as `ctc` does, and `ValueError` for an unknown reduction.
 */
export function ctcLoss(logProbs: Tensor, targets: Tensor, options: CtcLossOptions = {}): Tensor {
  const { reduction = "mean", targetLengths } = options;
  return composed([logProbs, ...weightTensors(options)], () => {
    const losses = ctc(logProbs, targets, options);
    if (reduction !== "mean") return reduced("ctcLoss", losses, options);
    if (targetLengths instanceof Tensor) return reduced("ctcLoss", div(losses, maximum(targetLengths, 1)), options);
    const counts = targetLengths ?? new Int32Array(losses.size).fill(targets.shape[1]!);
    const shares = tensor(Float32Array.from(counts, (n) => Math.max(n, 1)));
    return reduced("ctcLoss", div(losses, shares), options);
  });
}
