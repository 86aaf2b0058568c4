import { layerNorm } from "../../ops/layer-norm.ts";
import { normalizedAxes } from "../../ops/support/normalize-rows.ts";
import { ones, zeros } from "../../tensor/creation.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";
import { checkEpsilon } from "./support/running.ts";

/** Options of the layer `LayerNorm`. */
export interface LayerNormLayerOptions {
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
  /** Whether to have a weight, and a bias unless that is false; default true. */
  readonly affine?: boolean;
  /** Whether to have a bias beside the weight; default true. */
  readonly bias?: boolean;
}

/**
 * Layer normalization over the last axes, whose sizes `normalizedShape` tells, as a layer; see `layerNorm`. The weight starts at 1, the
 * bias at 0.
 *
 * Parameters: `weight [D]`, `bias [D]`, for one axis or several D. Shapes: `x [..., D]` → `y` alike.
 * Throws `ShapeError` unless the sizes are whole numbers from 1 on, `ValueError` if epsilon is out of range.
 */
export class LayerNorm extends Module {
  readonly weight: Parameter | null;
  readonly bias: Parameter | null;
  readonly normalizedShape: Shape;
  readonly epsilon: number;

  constructor(
    normalizedShape: number | Shape,
    { epsilon = 1e-5, affine = true, bias = true }: LayerNormLayerOptions = {},
  ) {
    super();
    checkEpsilon("LayerNorm", epsilon);
    this.normalizedShape = normalizedAxes("LayerNorm", normalizedShape);
    this.weight = affine ? new Parameter(ones(this.normalizedShape)) : null;
    this.bias = affine && bias ? new Parameter(zeros(this.normalizedShape)) : null;
    this.epsilon = epsilon;
  }

  override forward(x: Tensor): Tensor {
    return layerNorm(x, this.normalizedShape, this.weight, this.bias, { epsilon: this.epsilon });
  }
}
