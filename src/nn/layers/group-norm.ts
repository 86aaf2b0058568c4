import { checkValue } from "../../base/check.ts";
import { groupNorm } from "../../ops/group-norm.ts";
import { ones, zeros } from "../../tensor/creation.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";
import { checkEpsilon, checkSize } from "./support/running.ts";

/** Options of the layer `GroupNorm`. */
export interface GroupNormLayerOptions {
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
  /** Whether to have a weight and a bias; default true. */
  readonly affine?: boolean;
}

/**
 * Group normalization of C channels in equal groups as a layer; see `groupNorm`. The weight starts at 1, the bias at 0.
 *
 * Parameters: `weight [C]`, `bias [C]`. Shapes: `x [B, C, ...]` → `y` alike.
 * Throws `ValueError` unless both are whole numbers from 1 on and groups divide C, or if epsilon is out of range.
 */
export class GroupNorm extends Module {
  readonly weight: Parameter | null;
  readonly bias: Parameter | null;
  readonly groups: number;
  readonly epsilon: number;

  constructor(groups: number, C: number, { epsilon = 1e-5, affine = true }: GroupNormLayerOptions = {}) {
    super();
    checkSize("GroupNorm", "groups", groups);
    checkSize("GroupNorm", "C", C);
    checkValue("GroupNorm", "C", C, C % groups === 0, `a multiple of groups=${groups}`);
    checkEpsilon("GroupNorm", epsilon);
    this.groups = groups;
    this.epsilon = epsilon;
    this.weight = affine ? new Parameter(ones([C])) : null;
    this.bias = affine ? new Parameter(zeros([C])) : null;
  }

  override forward(x: Tensor): Tensor {
    return groupNorm(x, this.groups, this.weight, this.bias, { epsilon: this.epsilon });
  }
}
