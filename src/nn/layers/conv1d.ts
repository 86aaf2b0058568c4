import { conv1d, type Conv1dOptions as Options } from "../../ops/conv1d.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import type { Parameter } from "../parameter.ts";
import { checkChannels, type FilterOptions, filters, kernelOf } from "./support/filters.ts";
import { viewsOf } from "./support/views.ts";

/** Options of the layer `Conv1d`. */
export interface Conv1dLayerOptions extends Options, FilterOptions {}

/**
 * Convolution over sequences as a layer; see `conv1d`. Weight and bias start uniform in ±1/√(C / groups · S), which is PyTorch's.
 *
 * Parameters: `weight [O, C / groups, S]`, `bias [O]`. Shapes: `x [B, C, L]` → `y [B, O, P]`.
 * Throws `ValueError` unless sizes are whole numbers from 1 on and groups divide C and O.
 */
export class Conv1d extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly options: Options;

  constructor(C: number, O: number, kernelSize: number, { bias = true, init, ...options }: Conv1dLayerOptions = {}) {
    super();
    const { groups = 1 } = options;
    checkChannels("Conv1d", { C, O }, groups);
    const shape = [O, C / groups, kernelOf("Conv1d", kernelSize)[0]];
    ({ weight: this.weight, bias: this.bias } = filters("Conv1d", shape, O, bias, init));
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return conv1d(x, this.weight, this.bias, this.options);
  }

  override views(): readonly View[] {
    return viewsOf("Conv1d", this.weight.shape[2]!, this.options).slice(1);
  }
}
