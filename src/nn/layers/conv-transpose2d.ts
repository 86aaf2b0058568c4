import { convTranspose2d, type ConvTranspose2dOptions as Options } from "../../ops/conv-transpose2d.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import type { Parameter } from "../parameter.ts";
import { checkChannels, type FilterOptions, filters, kernelOf } from "./support/filters.ts";
import { transposedViewsOf } from "./support/views.ts";

/** Options of the layer `ConvTranspose2d`. */
export interface ConvTranspose2dLayerOptions extends Options, FilterOptions {}

/**
 * Transposed convolution over images as a layer; see `convTranspose2d`. Weight and bias start uniform in
 * ±1/√(O / groups · R · S), which is PyTorch's.
 *
 * Parameters: `weight [C, O / groups, R, S]`, `bias [O]`. Shapes: `x [B, C, H, W]` → `y [B, O, P, Q]`.
 * Throws `ValueError` unless sizes are whole numbers from 1 on and groups divide C and O.
 */
export class ConvTranspose2d extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly options: Options;

  constructor(
    C: number,
    O: number,
    kernelSize: Pair,
    { bias = true, init, ...options }: ConvTranspose2dLayerOptions = {},
  ) {
    super();
    const { groups = 1 } = options;
    checkChannels("ConvTranspose2d", { C, O }, groups);
    const shape = [C, O / groups, ...kernelOf("ConvTranspose2d", kernelSize)];
    ({ weight: this.weight, bias: this.bias } = filters("ConvTranspose2d", shape, O, bias, init));
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return convTranspose2d(x, this.weight, this.bias, this.options);
  }

  override views(): readonly View[] {
    return transposedViewsOf("ConvTranspose2d", [this.weight.shape[2]!, this.weight.shape[3]!], this.options);
  }
}
