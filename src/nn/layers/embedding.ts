import { checkValue } from "../../base/check.ts";
import { checkPaddingIndex, embedding } from "../../ops/embedding.ts";
import { notEqual } from "../../ops/not-equal.ts";
import { reshape } from "../../ops/reshape.ts";
import { where } from "../../ops/where.ts";
import { checkShape } from "../../tensor/check.ts";
import { arange } from "../../tensor/creation.ts";
import { randn } from "../../tensor/random.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Initializer } from "../init/initializer.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";

/** Options of the layer `Embedding`. */
export interface EmbeddingLayerOptions {
  /** A row that begins as zeros and learns nothing, as its index stands for padding; negative ones count from the end. Default null. */
  readonly paddingIndex?: number | null;
  /** First values of the weight; default normal with mean 0 and standard deviation 1, which is PyTorch's. */
  readonly init?: Initializer;
}

/**
 * A vector of D numbers for each of V words; see `embedding`.
 *
 * Parameters: `weight [V, D]`. Shapes: `indices [...]`, int32 → `y [..., D]`.
 * Throws `ValueError` unless V and D are whole numbers from 1 on and `paddingIndex` in [−V, V), `ShapeError` if the initialiser gives
 * another shape.
 */
export class Embedding extends Module {
  readonly weight: Parameter;
  readonly paddingIndex: number | null;

  constructor(V: number, D: number, { paddingIndex = null, init = randn }: EmbeddingLayerOptions = {}) {
    super();
    checkValue("Embedding", "V", V, Number.isSafeInteger(V) && V > 0, "a whole number from 1 on");
    checkValue("Embedding", "D", D, Number.isSafeInteger(D) && D > 0, "a whole number from 1 on");
    const padding = paddingIndex === null ? null : checkPaddingIndex("Embedding", paddingIndex, V);
    this.weight = scope(() => {
      const first = init([V, D]);
      checkShape("Embedding", "the initial weight", first, "V D", { V, D });
      if (padding === null) return new Parameter(first);
      return new Parameter(where(notEqual(reshape(arange(V), [V, 1]), padding), first, 0));
    });
    this.paddingIndex = padding;
  }

  override forward(indices: Tensor): Tensor {
    return embedding(indices, this.weight, { paddingIndex: this.paddingIndex });
  }
}
