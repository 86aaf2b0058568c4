import { convTranspose1d, type ConvTranspose1dOptions as Options } from "../../ops/conv-transpose1d.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import type { Parameter } from "../parameter.ts";
import { checkChannels, type FilterOptions, filters, kernelOf } from "./support/filters.ts";
import { transposedViewsOf } from "./support/views.ts";

/** Options of the layer `ConvTranspose1d`. */
export interface ConvTranspose1dLayerOptions extends Options, FilterOptions {}

/**
 * Transposed convolution over sequences as a layer; see `convTranspose1d`. Weight and bias start uniform in
 * ±1/√(O / groups · S), which is PyTorch's.
 *
 * Parameters: `weight [C, O / groups, S]`, `bias [O]`. Shapes: `x [B, C, L]` → `y [B, O, P]`.
 * Throws `ValueError` unless sizes are whole numbers from 1 on and groups divide C and O.
 */
export class ConvTranspose1d extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly options: Options;

  constructor(
    C: number,
    O: number,
    kernelSize: number,
    { bias = true, init, ...options }: ConvTranspose1dLayerOptions = {},
  ) {
    super();
    const { groups = 1 } = options;
    checkChannels("ConvTranspose1d", { C, O }, groups);
    const shape = [C, O / groups, kernelOf("ConvTranspose1d", kernelSize)[0]];
    ({ weight: this.weight, bias: this.bias } = filters("ConvTranspose1d", shape, O, bias, init));
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return convTranspose1d(x, this.weight, this.bias, this.options);
  }

  override views(): readonly View[] {
    return transposedViewsOf("ConvTranspose1d", this.weight.shape[2]!, this.options).slice(1);
  }
}
