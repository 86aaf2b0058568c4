import { checkValue } from "../../base/check.ts";
import { add } from "../../ops/add.ts";
import { linear } from "../../ops/linear.ts";
import { permute } from "../../ops/permute.ts";
import { reshape } from "../../ops/reshape.ts";
import { scaledDotProductAttention } from "../../ops/scaled-dot-product-attention.ts";
import { sequenceMask } from "../../ops/sequence-mask.ts";
import { slice } from "../../ops/slice.ts";
import { where } from "../../ops/where.ts";
import { checkShape } from "../../tensor/check.ts";
import { zeros } from "../../tensor/creation.ts";
import { defaultGenerator, type Generator } from "../../tensor/generator.ts";
import { assign } from "../../tensor/persistent.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { xavierUniform } from "../init/xavier.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";
import { Linear } from "./linear.ts";
import { withoutPadding } from "./support/without-padding.ts";

/** Options of `MultiHeadAttention`. */
export interface MultiHeadAttentionOptions {
  /** Whether projections have a bias; default true. */
  readonly bias?: boolean;
  /** Probability with which weights are dropped in training mode; default 0. */
  readonly dropout?: number;
  /** Features of keys; default those of queries. */
  readonly kDim?: number;
  /** Features of values; default those of queries. */
  readonly vDim?: number;
  /** Whether step t sees keys 0 to t only; default false. */
  readonly causal?: boolean;
}

/** What hides keys from queries, and who gets to see the weights. */
export interface AttentionMasks {
  /**
   * How many keys each sequence has, `[B]`, int32; those behind are hidden, and what stands there, NaN included, changes no bit of the
   * steps before: keys and values there are zeros, and so are queries that are keys. Default null: all.
   */
  readonly lengths?: Tensor | null;
  /** Keys that are padding, `[B, S]`, as PyTorch has it: int32, where 0 is none, or float32, which is added to the scores. Default null. */
  readonly keyPaddingMask?: Tensor | null;
  /** Keys that a step may not see, a shape that broadcasts to `[B, A, T, S]`, as PyTorch has it: int32, where 0 may be seen, or float32. */
  readonly attnMask?: Tensor | null;
  /** Whether step t sees keys 0 to t only; default what the layer was made with. */
  readonly causal?: boolean;
  /** Gets the weights of the heads, `[B, A, T, S]`, as the values were added up with. */
  readonly onWeights?: (weights: Tensor) => void;
}

/** Further inputs of `MultiHeadAttention`. */
export interface MultiHeadAttentionInputs extends AttentionMasks {
  /** `[B, S, kDim]`; default the queries: self-attention. */
  readonly key?: Tensor;
  /** `[B, S, vDim]`; default the keys. */
  readonly value?: Tensor;
}

/**
 * Attention of A heads: each projects queries, keys and values to D / A features and attends by itself, and `out_proj` mixes what they
 * find; see `scaledDotProductAttention`. PyTorch's `MultiheadAttention` with batches first, and with its first values: weights of the
 * inner projections by Xavier's rule, biases 0.
 *
 * Masks have PyTorch's sense, in which not 0 hides; `lengths` hides what is behind a sequence's end. Of a sequence without keys, each
 * step gets `out_proj.bias`.
 *
 * Parameters: `in_proj_weight [3D, D]` (or, if kDim or vDim differ, `q_proj_weight [D, D]`, `k_proj_weight [D, kDim]`,
 * `v_proj_weight [D, vDim]`), `in_proj_bias [3D]`, `out_proj.weight [D, D]`, `out_proj.bias [D]`. Shapes: `query [B, T, D]` → `y` alike.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, A divides D, and dropout is from 0 to 1.
 * Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.2.2.
 */
export class MultiHeadAttention extends Module {
  readonly in_proj_weight: Parameter | null;
  readonly q_proj_weight: Parameter | null;
  readonly k_proj_weight: Parameter | null;
  readonly v_proj_weight: Parameter | null;
  readonly in_proj_bias: Parameter | null;
  readonly out_proj: Linear;
  readonly heads: number;
  readonly dropout: number;
  readonly causal: boolean;
  readonly generator: Generator;
  readonly #sizes: readonly [D: number, kDim: number, vDim: number];

  constructor(
    D: number,
    A: number,
    { bias = true, dropout = 0, kDim = D, vDim = D, causal = false }: MultiHeadAttentionOptions = {},
  ) {
    super();
    for (const [name, n] of Object.entries({ D, A, kDim, vDim })) {
      checkValue("MultiHeadAttention", name, n, Number.isSafeInteger(n) && n > 0, "a whole number from 1 on");
    }
    checkValue("MultiHeadAttention", "A", A, D % A === 0, `one that divides D=${D}`);
    checkValue("MultiHeadAttention", "dropout", dropout, dropout >= 0 && dropout <= 1, "a number from 0 to 1");
    const isOne = kDim === D && vDim === D;
    const weight = (U: number, from: number): Parameter => new Parameter(xavierUniform([U, from]));
    this.in_proj_weight = isOne ? weight(3 * D, D) : null;
    this.q_proj_weight = isOne ? null : weight(D, D);
    this.k_proj_weight = isOne ? null : weight(D, kDim);
    this.v_proj_weight = isOne ? null : weight(D, vDim);
    this.in_proj_bias = bias ? new Parameter(zeros([3 * D])) : null;
    this.out_proj = new Linear(D, D, { bias });
    if (bias) scope(() => assign(this.out_proj.bias!, zeros([D])));
    this.heads = A;
    this.dropout = dropout;
    this.causal = causal;
    this.generator = defaultGenerator().fork();
    this.#sizes = [D, kDim, vDim];
  }

  override forward(query: Tensor, { key = query, value = key, ...masks }: MultiHeadAttentionInputs = {}): Tensor {
    const [D, kDim, vDim] = this.#sizes;
    const { B, T } = checkShape("MultiHeadAttention", "query", query, "B T D", { D });
    const { S } = checkShape("MultiHeadAttention", "key", key, "B S D", { B, D: kDim });
    checkShape("MultiHeadAttention", "value", value, "B S D", { B, S, D: vDim });
    const { causal = this.causal, onWeights, lengths } = masks;
    const keys = withoutPadding("MultiHeadAttention", key, lengths);
    const values = value === key ? keys : withoutPadding("MultiHeadAttention", value, lengths);
    const queries = this.#project(query === key ? keys : query, 0);
    const heads = scaledDotProductAttention(queries, this.#project(keys, 1), this.#project(values, 2), {
      mask: maskOf(masks, B, S),
      causal,
      dropout: this.training ? this.dropout : 0,
      generator: this.generator,
      ...(onWeights === undefined ? {} : { onWeights }),
    });
    return this.out_proj.forward(reshape(permute(heads, [0, 2, 1, 3]), [B, T, D]));
  }

  /** Queries (0), keys (1) or values (2) of all heads: `[B, T, D]` → `[B, A, T, D / A]`. */
  #project(x: Tensor, which: 0 | 1 | 2): Tensor {
    const [D] = this.#sizes;
    const part = (t: Tensor): Tensor => slice(t, [[which * D, (which + 1) * D]]);
    const own = [this.q_proj_weight, this.k_proj_weight, this.v_proj_weight][which]!;
    const weight = this.in_proj_weight === null ? own : part(this.in_proj_weight);
    const y = linear(x, weight, this.in_proj_bias === null ? null : part(this.in_proj_bias));
    return permute(reshape(y, [...x.shape.slice(0, 2), this.heads, D / this.heads]), [0, 2, 1, 3]);
  }
}

/** All masks in one that is added to the scores. */
function maskOf({ lengths, keyPaddingMask, attnMask }: AttentionMasks, B: number, S: number): Tensor | null {
  const masks: Tensor[] = [];
  // [B, S] hides the same keys from all heads and steps.
  const forAll = (mask: Tensor): Tensor => reshape(mask, [B, 1, 1, S]);
  if (lengths != null) masks.push(where(forAll(sequenceMask(lengths, S)), 0, -Infinity));
  if (keyPaddingMask != null) {
    checkShape("MultiHeadAttention", "keyPaddingMask", keyPaddingMask, "B S", { B, S });
    masks.push(added(forAll(keyPaddingMask)));
  }
  if (attnMask != null) masks.push(added(attnMask));
  return masks.length === 0 ? null : masks.reduce((sum, mask) => add(sum, mask));
}

/** What a mask adds to the scores: −∞ where an int32 one hides. */
function added(mask: Tensor): Tensor {
  return mask.dtype === "int32" ? where(mask, -Infinity, 0) : mask;
}
