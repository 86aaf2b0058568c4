import { checkValue } from "../../base/check.ts";
import { add } from "../../ops/add.ts";
import { gelu } from "../../ops/gelu.ts";
import { relu } from "../../ops/relu.ts";
import { checkShape } from "../../tensor/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { Dropout } from "./dropout.ts";
import { LayerNorm } from "./layer-norm.ts";
import { Linear } from "./linear.ts";
import { type AttentionMasks, MultiHeadAttention } from "./multi-head-attention.ts";
import { withoutPadding } from "./support/without-padding.ts";

const ACTIVATIONS = { relu: (x: Tensor): Tensor => relu(x), gelu: (x: Tensor): Tensor => gelu(x) };

/** Options of `TransformerEncoderLayer`. */
export interface TransformerEncoderLayerOptions {
  /** Units between the two dense layers; default 2048. */
  readonly dimFeedforward?: number;
  /** Probability with which attention's weights, its result, the units and theirs are dropped in training mode; default 0.1. */
  readonly dropout?: number;
  /** What the units compute; default "relu". */
  readonly activation?: keyof typeof ACTIVATIONS;
  /** Whether to normalize what goes into attention and the dense layers, instead of the sums behind them; default false. */
  readonly normFirst?: boolean;
  /** Added to the variance by the layer norms; default 1e-5. */
  readonly layerNormEpsilon?: number;
  /** Whether step t sees steps 0 to t only; default false. */
  readonly causal?: boolean;
}

/**
 * A layer of a transformer: self-attention, then two dense layers at each step, both around a shortcut and with layer normalization,
 * `x = norm1(x + attention(x))`, `y = norm2(x + linear2(activation(linear1(x))))`; with `normFirst`
 * `x = x + attention(norm1(x))`, `y = x + linear2(activation(linear1(norm2(x))))`. PyTorch's, with batches first.
 *
 * Parameters: `self_attn.*` as `MultiHeadAttention` has them, `linear1.weight [U, D]`, `linear1.bias [U]`, `linear2.weight [D, U]`,
 * `linear2.bias [D]`, `norm1.weight`, `norm1.bias`, `norm2.weight`, `norm2.bias [D]`. Shapes: `x [B, T, D]` → `y` alike.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, A divides D, dropout is from 0 to 1, epsilon is in range, and
 * the activation is one of those.
 * Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.1; normFirst: Xiong et al., "On layer normalization in
 * the transformer architecture", ICML 2020.
 */
export class TransformerEncoderLayer extends Module {
  readonly self_attn: MultiHeadAttention;
  readonly linear1: Linear;
  readonly dropout: Dropout;
  readonly linear2: Linear;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly dropout1: Dropout;
  readonly dropout2: Dropout;
  readonly activation: keyof typeof ACTIVATIONS;
  readonly normFirst: boolean;

  constructor(
    D: number,
    A: number,
    {
      dimFeedforward = 2048,
      dropout = 0.1,
      activation = "relu",
      normFirst = false,
      layerNormEpsilon: epsilon = 1e-5,
      causal = false,
    }: TransformerEncoderLayerOptions = {},
  ) {
    super();
    checkValue(
      "TransformerEncoderLayer",
      "activation",
      activation,
      Object.hasOwn(ACTIVATIONS, activation),
      '"relu" or "gelu"',
    );
    this.self_attn = new MultiHeadAttention(D, A, { dropout, causal });
    this.linear1 = new Linear(D, dimFeedforward);
    this.dropout = new Dropout(dropout);
    this.linear2 = new Linear(dimFeedforward, D);
    this.norm1 = new LayerNorm(D, { epsilon });
    this.norm2 = new LayerNorm(D, { epsilon });
    this.dropout1 = new Dropout(dropout);
    this.dropout2 = new Dropout(dropout);
    this.activation = activation;
    this.normFirst = normFirst;
  }

  override forward(input: Tensor, masks: AttentionMasks = {}): Tensor {
    checkShape("TransformerEncoderLayer", "x", input, "B T D", { D: this.linear2.weight.shape[0]! });
    const x = withoutPadding("TransformerEncoderLayer", input, masks.lengths);
    if (this.normFirst) {
      const y = add(x, this.#attend(this.norm1.forward(x), masks));
      return add(y, this.#feed(this.norm2.forward(y)));
    }
    const y = this.norm1.forward(add(x, this.#attend(x, masks)));
    return this.norm2.forward(add(y, this.#feed(y)));
  }

  #attend(x: Tensor, masks: AttentionMasks): Tensor {
    return this.dropout1.forward(this.self_attn.forward(x, masks));
  }

  #feed(x: Tensor): Tensor {
    const units = ACTIVATIONS[this.activation](this.linear1.forward(x));
    return this.dropout2.forward(this.linear2.forward(this.dropout.forward(units)));
  }
}
