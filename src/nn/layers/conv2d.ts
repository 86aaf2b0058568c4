import { conv2d, type Conv2dOptions as Options } from "../../ops/conv2d.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import type { Parameter } from "../parameter.ts";
import { ReLU } from "./relu.ts";
import { checkPaddingMode, padFor, type PaddingMode } from "./support/padding-mode.ts";
import { checkChannels, type FilterOptions, filters, kernelOf } from "./support/filters.ts";
import { viewsOf } from "./support/views.ts";

/** Options of the layer `Conv2d`. */
export interface Conv2dLayerOptions extends Options, FilterOptions {
  /** What stands around x where `padding` says; default "zeros". The other modes are those of `pad`. */
  readonly paddingMode?: PaddingMode;
}

/**
 * Convolution over images as a layer; see `conv2d`. Weight and bias start uniform in ±1/√(C / groups · R · S), which is PyTorch's.
 *
 * Parameters: `weight [O, C / groups, R, S]`, `bias [O]`. Shapes: `x [B, C, H, W]` → `y [B, O, P, Q]`.
 * Throws `ValueError` unless sizes are whole numbers from 1 on and groups divide C and O.
 */
export class Conv2d extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly options: Options;
  readonly paddingMode: PaddingMode;

  constructor(
    C: number,
    O: number,
    kernelSize: Pair,
    { bias = true, init, paddingMode = "zeros", ...options }: Conv2dLayerOptions = {},
  ) {
    super();
    const { groups = 1 } = options;
    checkPaddingMode("Conv2d", paddingMode);
    checkChannels("Conv2d", { C, O }, groups);
    const shape = [O, C / groups, ...kernelOf("Conv2d", kernelSize)];
    ({ weight: this.weight, bias: this.bias } = filters("Conv2d", shape, O, bias, init));
    this.options = options;
    this.paddingMode = paddingMode;
  }

  override forward(x: Tensor): Tensor {
    return this.#convolve(x, {});
  }

  #convolve(x: Tensor, more: Options): Tensor {
    const { weight, bias, options, paddingMode } = this;
    if (paddingMode === "zeros") return conv2d(x, weight, bias, { ...options, ...more });
    const padded = padFor("Conv2d", x, paddingMode, weight.shape.slice(2), options);
    return conv2d(padded, weight, bias, { ...options, ...more, padding: 0 });
  }

  override views(): readonly View[] {
    return viewsOf("Conv2d", [this.weight.shape[2]!, this.weight.shape[3]!], this.options);
  }

  /** `ReLU` is applied before the results reach memory. */
  override fusedWith(next: Module): ((x: Tensor) => Tensor) | null {
    if (!(next instanceof ReLU)) return null;
    return (x) => this.#convolve(x, { activation: "relu" });
  }
}
