import { ValueError } from "../../../base/errors.ts";
import { mean } from "../../../ops/mean.ts";
import { sum } from "../../../ops/sum.ts";
import type { Tensor } from "../../../tensor/tensor.ts";

/** What becomes of the losses of single elements: their mean, their sum, or each by itself. */
export type Reduction = "mean" | "sum" | "none";

/** Options of every loss. */
export interface LossOptions {
  /** Default `"mean"`. */
  readonly reduction?: Reduction;
}

/** `losses` put together. Throws `ValueError` for an unknown reduction. */
export function reduced(op: string, losses: Tensor, reduction: Reduction = "mean"): Tensor {
  switch (reduction) {
    case "mean":
      return mean(losses);
    case "sum":
      return sum(losses);
    case "none":
      return losses;
    default:
      throw new ValueError(`${op}: reduction is ${String(reduction)}, expected "mean", "sum" or "none"`);
  }
}
