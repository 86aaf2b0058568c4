import { cosineSimilarity } from "../../ops/cosine-similarity.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Cosine of the angle between two inputs along `axis`, 1 by default, as a layer; see `cosineSimilarity`. `epsilon` is 1e-8 by
 * default.
 *
 * Shapes: `x1`, `x2` that broadcast → their shape without `axis`.
 */
export class CosineSimilarity extends Module {
  readonly axis: number;
  readonly epsilon: number;

  constructor(axis = 1, epsilon = 1e-8) {
    super();
    this.axis = axis;
    this.epsilon = epsilon;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return cosineSimilarity(x1, x2, this.axis, this.epsilon);
  }
}
