import { ShapeError } from "../base/errors.ts";
import { BatchNorm2d, Conv2d, ConvTranspose2d, MaxPool2d, Module, ReLU, Sequential } from "../nn/index.ts";
import { concat } from "../ops/concat.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkCounts } from "./check.ts";

/** Options of `unet`. */
export interface UnetOptions {
  /** Default 1. */
  readonly channels?: number;
  /** Maps of the output, one a class of pixels; default 1. */
  readonly classes?: number;
  /** Filters at full size; each level below has twice as many. Default 16. */
  readonly width?: number;
  /** How often the image is halved; default 3. */
  readonly depth?: number;
}

/** Two convolutions of 3 × 3, each normalized, with ReLU. */
function double(C: number, O: number): Sequential {
  const single = (from: number): readonly Module[] => [
    new Conv2d(from, O, 3, { padding: 1, bias: false }),
    new BatchNorm2d(O),
    new ReLU(),
  ];
  return new Sequential(...single(C), ...single(O));
}

/** What `unet` makes. */
export class UNet extends Module {
  readonly down: readonly Sequential[];
  readonly pool = new MaxPool2d(2);
  readonly bottom: Sequential;
  /** From the bottom to the top: what doubles an image, and what joins it with the one of its size on the way down. */
  readonly up: readonly ConvTranspose2d[];
  readonly join: readonly Sequential[];
  readonly out: Conv2d;

  constructor({ channels = 1, classes = 1, width = 16, depth = 3 }: UnetOptions = {}) {
    super();
    checkCounts("unet", { channels, classes, width, depth });
    const widths = Array.from({ length: depth }, (_, level) => width * 2 ** level);
    this.down = widths.map((O, level) => double(level === 0 ? channels : O / 2, O));
    this.bottom = double(widths.at(-1)!, 2 * widths.at(-1)!);
    const upwards = widths.toReversed();
    this.up = upwards.map((O) => new ConvTranspose2d(2 * O, O, 2, { stride: 2 }));
    this.join = upwards.map((O) => double(2 * O, O));
    this.out = new Conv2d(width, classes, 1);
  }

  override forward(x: Tensor): Tensor {
    const unit = 2 ** this.down.length;
    if (x.rank !== 4 || x.shape.slice(2).some((n) => n === 0 || n % unit !== 0)) {
      const wanted = `[B, C, H, W] with H and W multiples of ${unit}`;
      throw new ShapeError(`unet: x is ${formatShape(x.shape)}, expected ${wanted}; pad the images`);
    }
    const passed: Tensor[] = [];
    let y = x;
    for (const level of this.down) {
      const full = level.forward(y);
      passed.push(full);
      y = this.pool.forward(full);
    }
    y = this.bottom.forward(y);
    for (const [i, up] of this.up.entries()) {
      y = this.join[i]!.forward(concat([passed.at(-1 - i)!, up.forward(y)], 1));
    }
    return this.out.forward(y);
  }
}

/**
 * A U-Net, which answers a class for each pixel: convolutions on the way down, each level half the size and twice as many maps,
 * transposed convolutions on the way up, each joined with the maps of its size from the way down. 482,449 parameters by
 * default.
 *
 * Unlike the paper's it pads, so the output is as large as the input, and normalizes batches. Shapes: `x [B, C, H, W]` → `y [B,
 * V, H, W]`, H and W multiples of 2^depth. Throws `ShapeError` for other images, `ValueError` unless sizes are whole numbers
 * from 1 on.
 *
 * Source: Ronneberger, Fischer & Brox, "U-Net: convolutional networks for biomedical image segmentation", MICCAI 2015, section 2.
 */
export function unet(options: UnetOptions = {}): UNet {
  return new UNet(options);
}
