import { conv1d, type Conv1dOptions as Options } from "../../ops/conv1d.ts";
import { sidesOf } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import type { Parameter } from "../parameter.ts";
import { checkPaddingMode, padFor, type PaddingMode } from "./support/padding-mode.ts";
import { checkChannels, type FilterOptions, filters, kernelOf } from "./support/filters.ts";
import { viewsOf } from "./support/views.ts";

/** Options of the layer `Conv1d`. */
export interface Conv1dLayerOptions extends Options, FilterOptions {
  /** What stands around x where `padding` says; default "zeros". The other modes are those of `pad`. */
  readonly paddingMode?: PaddingMode;
}

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
  readonly paddingMode: PaddingMode;

  constructor(
    C: number,
    O: number,
    kernelSize: number,
    { bias = true, init, paddingMode = "zeros", ...options }: Conv1dLayerOptions = {},
  ) {
    super();
    const { groups = 1 } = options;
    checkPaddingMode("Conv1d", paddingMode);
    checkChannels("Conv1d", { C, O }, groups);
    const shape = [O, C / groups, kernelOf("Conv1d", kernelSize)[0]];
    ({ weight: this.weight, bias: this.bias } = filters("Conv1d", shape, O, bias, init));
    this.options = options;
    this.paddingMode = paddingMode;
  }

  override forward(x: Tensor): Tensor {
    const { weight, bias, options, paddingMode } = this;
    if (paddingMode === "zeros") return conv1d(x, weight, bias, options);
    const { stride = 1, padding = 0, dilation = 1 } = options;
    const windows = { stride: [1, stride], padding: sidesOf(padding), dilation: [1, dilation] } as const;
    const padded = padFor("Conv1d", x, paddingMode, weight.shape.slice(2), windows);
    return conv1d(padded, weight, bias, { ...options, padding: 0 });
  }

  override views(): readonly View[] {
    return viewsOf("Conv1d", this.weight.shape[2]!, this.options).slice(1);
  }
}
