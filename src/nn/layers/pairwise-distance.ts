import { pairwiseDistance } from "../../ops/pairwise-distance.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Distance of each row of one input from the same row of another, for p = 2 (the default), 1 or Infinity, as a layer; see
 * `pairwiseDistance`. `epsilon` is 1e-6 by default.
 *
 * Shapes: `x1 [..., D]`, `x2 [..., D]` that broadcast → `y [...]`.
 */
export class PairwiseDistance extends Module {
  readonly p: number;
  readonly epsilon: number;

  constructor(p = 2, epsilon = 1e-6) {
    super();
    this.p = p;
    this.epsilon = epsilon;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return pairwiseDistance(x1, x2, this.p, this.epsilon);
  }
}
