import { AvgPool2d, Conv2d, Flatten, Linear, Sequential, Tanh } from "../nn/index.ts";
import { checkCounts, checkImage } from "./check.ts";

/** Options of `lenet5`. */
export interface Lenet5Options {
  /** Height and width of the images; default 28 × 28. These are padded to the 32 × 32 of the paper, others are not. */
  readonly size?: readonly [H: number, W: number];
  /** Default 1. */
  readonly channels?: number;
  /** Default 10. */
  readonly classes?: number;
}

/**
 * LeNet-5: two convolutions of 5 × 5 with tanh and average pooling, then three dense layers. 61,706 parameters by default.
 *
 * The layers of the paper, as it is built today: all maps are connected, pools have no weights, and the outputs are logits.
 * Shapes: `x [B, C, H, W]` → `y [B, V]`. Throws `ShapeError` for images below 16 × 16, `ValueError` for other sizes that are none.
 *
 * Source: LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition", 1998, section II B.
 */
export function lenet5({ size = [28, 28], channels = 1, classes = 10 }: Lenet5Options = {}): Sequential {
  checkImage("lenet5", size, 16);
  checkCounts("lenet5", { channels, classes });
  const padding = size[0] === 28 && size[1] === 28 ? 2 : 0;
  const [h, w] = size.map((n) => (((n + 2 * padding - 4) >> 1) - 4) >> 1) as [number, number];
  return new Sequential(
    new Conv2d(channels, 6, 5, { padding }),
    new Tanh(),
    new AvgPool2d(2),
    new Conv2d(6, 16, 5),
    new Tanh(),
    new AvgPool2d(2),
    new Flatten(),
    new Linear(16 * h * w, 120),
    new Tanh(),
    new Linear(120, 84),
    new Tanh(),
    new Linear(84, classes),
  );
}
