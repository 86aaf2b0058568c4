import { ValueError } from "../../base/errors.ts";
import { div } from "../../ops/div.ts";
import { exp } from "../../ops/exp.ts";
import { mul } from "../../ops/mul.ts";
import { neg } from "../../ops/neg.ts";
import { composed } from "../../ops/support/composed.ts";
import type { Formula } from "../../ops/support/pointwise-loss.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import type { LossOptions, Reduction } from "./support/reduction.ts";

/** Options of `klDivergence`. */
export interface KlDivergenceOptions extends Omit<LossOptions, "reduction"> {
  /** `"batchmean"` is the (weighted) sum over the size of the first axis: the divergence itself, for rows that are distributions. Default `"mean"`. */
  readonly reduction?: Reduction | "batchmean";
  /** Whether the target holds logarithms, too; default false. */
  readonly logTarget?: boolean;
}

/**
 * Kullback and Leibler's divergence of a distribution t from one whose logarithms are `x`: the mean over all elements of
 * `t (ln t − x)`, where 0 ln 0 is 0. Summed up over its classes it is the divergence; `"batchmean"` gives the mean of these.
 *
 * Shapes: `x` and `target` alike → `[]`, or alike without reduction. Gradients: of both; by t it is `dy (ln t + 1 − x)`, −∞ at 0.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless x is float32,
 * `ValueError` for an unknown reduction, or for `"batchmean"` without axes.
 */
export function klDivergence(x: Tensor, target: Tensor, options: KlDivergenceOptions = {}): Tensor {
  const { reduction, sampleWeights, logTarget = false } = options;
  const op = "klDivergence";
  checkAlike(op, x, target, "target", "x");
  const t = target;
  const forward: Formula = { kernel: "bent", formula: logTarget ? 11 : 9 };
  const slope: Formula = logTarget ? { ...forward, p: 1 } : { ...forward, formula: 10 };
  const slopes = [(dy: Tensor) => mul(neg(dy), logTarget ? exp(t) : t), slope];
  const divergence = (how: Reduction | undefined): Tensor =>
    pointwise(op, [x, t], forward, slopes, {
      ...(how === undefined ? {} : { reduction: how }),
      ...(sampleWeights === undefined ? {} : { sampleWeights }),
    });
  if (reduction !== "batchmean") return divergence(reduction);
  if (x.rank === 0) throw new ValueError(`${op}: reduction is batchmean, expected another for x of shape []`);
  return composed([x, t, ...(sampleWeights === undefined ? [] : [sampleWeights])], () =>
    div(divergence("sum"), x.shape[0]!),
  );
}
