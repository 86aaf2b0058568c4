import { rmsNorm } from "../../ops/rms-norm.ts";
import { normalizedAxes } from "../../ops/support/normalize-rows.ts";
import { ones } from "../../tensor/creation.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";
import { checkEpsilon } from "./support/running.ts";

/** Options of the layer `RMSNorm`. */
export interface RMSNormLayerOptions {
  /** Added to the mean square; default 2⁻²³, which is PyTorch's. */
  readonly epsilon?: number;
  /** Whether to have a weight; default true. */
  readonly affine?: boolean;
}

/**
 * Root mean square normalization over the last axes, whose sizes `normalizedShape` tells, as a layer; see `rmsNorm`. The weight starts
 * at 1.
 *
 * Parameters: `weight [D]`, for one axis or several D. Shapes: `x [..., D]` → `y` alike.
 * Throws `ShapeError` unless the sizes are whole numbers from 1 on, `ValueError` if epsilon is out of range.
 */
export class RMSNorm extends Module {
  readonly weight: Parameter | null;
  readonly normalizedShape: Shape;
  readonly epsilon: number;

  constructor(normalizedShape: number | Shape, { epsilon = 2 ** -23, affine = true }: RMSNormLayerOptions = {}) {
    super();
    checkEpsilon("RMSNorm", epsilon);
    this.normalizedShape = normalizedAxes("RMSNorm", normalizedShape);
    this.weight = affine ? new Parameter(ones(this.normalizedShape)) : null;
    this.epsilon = epsilon;
  }

  override forward(x: Tensor): Tensor {
    return rmsNorm(x, this.normalizedShape, this.weight, { epsilon: this.epsilon });
  }
}
