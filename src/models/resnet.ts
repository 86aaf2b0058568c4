import { ShapeError } from "../base/errors.ts";
import { BatchNorm2d, Conv2d, kaimingNormal, Linear, Module, Sequential } from "../nn/index.ts";
import { add, mean, relu } from "../ops/index.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkCounts } from "./check.ts";

/** Options of `resnet`. */
export interface ResnetOptions {
  /** Default 1; 3 for colours. */
  readonly channels?: number;
  /** Default 10. */
  readonly classes?: number;
  /** Residual blocks of each of the three stages, two convolutions each; default 3, which makes 20 layers. */
  readonly blocks?: number;
  /** Filters of the first stage; each further one has twice as many. Default 16. */
  readonly width?: number;
}

/** 3 × 3 without a bias, which normalization would take away again. */
function conv3(C: number, O: number, stride = 1): Conv2d {
  return new Conv2d(C, O, 3, { stride, padding: 1, bias: false, init });
}

/** Keeps the variance of gradients, as the paper does. */
function init(shape: readonly number[]): Tensor {
  return kaimingNormal(shape, { mode: "fanOut" });
}

/**
 * Two convolutions of 3 × 3 whose result is added to their input: `y = relu(bn2(conv2(relu(bn1(conv1(x))))) + x)`. Where sizes
 * change, the input goes through `downsample`, a convolution of 1 × 1.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, O, ⌈H / stride⌉, ⌈W / stride⌉]`.
 */
export class ResidualBlock extends Module {
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly conv2: Conv2d;
  readonly bn2: BatchNorm2d;
  readonly downsample: Sequential | null;

  constructor(C: number, O: number, stride = 1) {
    super();
    this.conv1 = conv3(C, O, stride);
    this.bn1 = new BatchNorm2d(O);
    this.conv2 = conv3(O, O);
    this.bn2 = new BatchNorm2d(O);
    const changes = stride !== 1 || C !== O;
    this.downsample = changes
      ? new Sequential(new Conv2d(C, O, 1, { stride, bias: false, init }), new BatchNorm2d(O))
      : null;
  }

  override forward(x: Tensor): Tensor {
    const inner = relu(this.bn1.forward(this.conv1.forward(x)));
    const y = this.bn2.forward(this.conv2.forward(inner));
    return relu(add(y, this.downsample === null ? x : this.downsample.forward(x)));
  }
}

/** What `resnet` makes. */
export class ResNet extends Module {
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly layer1: Sequential;
  readonly layer2: Sequential;
  readonly layer3: Sequential;
  readonly fc: Linear;

  constructor({ channels = 1, classes = 10, blocks = 3, width = 16 }: ResnetOptions = {}) {
    super();
    checkCounts("resnet", { channels, classes, blocks, width });
    const stage = (C: number, O: number, stride: number): Sequential =>
      new Sequential(
        ...Array.from({ length: blocks }, (_, i) => new ResidualBlock(i === 0 ? C : O, O, i === 0 ? stride : 1)),
      );
    this.conv1 = conv3(channels, width);
    this.bn1 = new BatchNorm2d(width);
    this.layer1 = stage(width, width, 1);
    this.layer2 = stage(width, 2 * width, 2);
    this.layer3 = stage(2 * width, 4 * width, 2);
    this.fc = new Linear(4 * width, classes);
  }

  override forward(x: Tensor): Tensor {
    if (x.rank !== 4) throw new ShapeError(`resnet: x is ${formatShape(x.shape)}, expected [B, C, H, W]`);
    const y = relu(this.bn1.forward(this.conv1.forward(x)));
    const z = this.layer3.forward(this.layer2.forward(this.layer1.forward(y)));
    return this.fc.forward(mean(z, [2, 3]));
  }
}

/**
 * A residual network for small images, such as 28 × 28 and 32 × 32: a convolution, three stages of residual blocks, the mean of
 * each map, and a dense layer. By default the ResNet-20 of the paper, 272,474 parameters with three channels, 272,186 with one;
 * its parameters have the names that PyTorch's networks give them.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, V]`, for images of any size. Throws `ValueError` unless sizes are whole numbers from 1 on.
 *
 * Source: He, Zhang, Ren & Sun, "Deep residual learning for image recognition", CVPR 2016, section 4.2; shortcuts of option B.
 */
export function resnet(options: ResnetOptions = {}): ResNet {
  return new ResNet(options);
}
