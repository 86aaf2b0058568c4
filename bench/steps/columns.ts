import { Conv2d, Module, Sequential } from "../../src/nn/index.ts";
import { add } from "../../src/ops/add.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { reshape } from "../../src/ops/reshape.ts";
import { unfold } from "../../src/ops/unfold.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { build, type NetworkOptions } from "../networks.ts";

/** The network with every convolution by way of a matrix of columns (im2col), which the backward pass takes up again. */
export function buildWithColumns(options: NetworkOptions): Sequential {
  const layers = [...build(options)];
  return new Sequential(...layers.map((layer) => (layer instanceof Conv2d ? new ColumnConvolution(layer) : layer)));
}

/** A convolution as the product of its filters and the windows over the images; stride 1. */
class ColumnConvolution extends Module {
  readonly convolution: Conv2d;

  constructor(convolution: Conv2d) {
    super();
    this.convolution = convolution;
  }

  override forward(x: Tensor): Tensor {
    const { weight, bias, options } = this.convolution;
    const [O, C, R, S] = weight.shape as [number, number, number, number];
    const padding = options.padding as number;
    const columns = unfold(x, [R, S], { padding });
    const y = add(matmul(reshape(weight, [O, C * R * S]), columns), reshape(bias!, [O, 1]));
    const [B, , H, W] = x.shape as [number, number, number, number];
    return reshape(y, [B, O, H + 2 * padding - R + 1, W + 2 * padding - S + 1]);
  }
}
