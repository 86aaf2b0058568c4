import { checkValue } from "../base/check.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import type { Generator } from "../tensor/generator.ts";
import { broadcastShapes, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { dropout as drop } from "./dropout.ts";
import { matmul } from "./matmul.ts";
import { attentionWeights } from "./support/attention.ts";
import { composed } from "./support/composed.ts";

/** Options of `scaledDotProductAttention`. */
export interface AttentionOptions {
  /**
   * Which keys each query sees, as a shape that broadcasts to `[..., T, S]`: int32, where 0 hides a key, or float32, which is added to
   * the scores. Default null: all.
   */
  readonly mask?: Tensor | null;
  /** Whether query t sees keys 0 to t only; default false. */
  readonly causal?: boolean;
  /** Probability with which weights are dropped, as by `dropout`; default 0. There is no mode: pass 0 to evaluate. */
  readonly dropout?: number;
  /** What dropout draws from; default the generator that `manualSeed` resets. */
  readonly generator?: Generator;
  /** Factor of the scores; default 1/√D. */
  readonly scale?: number;
  /** Gets the weights `[..., T, S]`, as the values were added up with. They have gradients, too. */
  readonly onWeights?: (weights: Tensor) => void;
}

/**
 * Attention: each query takes the mean of the values, weighed by how its vector agrees with their keys,
 * `y = softmax(scale · query·keyᵀ + mask)·value`. Leading axes broadcast.
 *
 * A query that may see nothing (all of its keys are hidden) gets 0 and passes no gradient, as with PyTorch from 2.5 on: a sequence of
 * nothing but padding then disturbs no other. (Before, that gave NaN, which gradients spread over all parameters.) Hidden keys weigh
 * exactly 0; yet NaN in a hidden key or value remains NaN, as NaN − ∞ and 0 · NaN do.
 *
 * Shapes: `query [..., T, D]`, `key [..., S, D]`, `value [..., S, E]` → `y [..., T, E]`.
 * Gradients: of all three, and of a float32 mask.
 * Throws `ShapeError` if the sizes do not fit, `DTypeError` unless the three are float32, `ValueError` unless `dropout` is a number
 * from 0 to 1 and `scale` finite.
 * Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.2.1.
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  { mask = null, causal = false, dropout = 0, generator, scale, onWeights }: AttentionOptions = {},
): Tensor {
  const op = "scaledDotProductAttention";
  const { D } = checkShape(op, "query", query, "... T D");
  const { S } = checkShape(op, "key", key, "... S D", { D });
  checkShape(op, "value", value, "... S E", { S });
  for (const [name, t] of Object.entries({ query, key, value })) checkDType(op, name, t, "float32");
  checkValue(op, "dropout", dropout, dropout >= 0 && dropout <= 1, "a number from 0 to 1");
  const factor = scale ?? 1 / Math.sqrt(Math.max(D, 1));
  checkValue(op, "scale", factor, Number.isFinite(factor), "a finite number");
  const leading = (t: Tensor): Shape => t.shape.slice(0, -2);
  const lead = broadcastShapes(`${op}, leading axes`, leading(query), leading(key), ["query", "key"]);
  broadcastShapes(`${op}, leading axes`, lead, leading(value), ["query", "value"]);
  const attend = (): Tensor => {
    const weights = attentionWeights(op, query, key, { mask, causal, scale: factor });
    const used = dropout === 0 ? weights : drop(weights, dropout, generator === undefined ? {} : { generator });
    onWeights?.(used);
    return matmul(used, value);
  };
  // Weights that somebody has got live on.
  if (onWeights !== undefined) return attend();
  return composed(mask === null ? [query, key, value] : [query, key, value, mask], attend);
}
