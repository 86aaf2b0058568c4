import { checkValue } from "../base/check.ts";
import { Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential } from "../nn/index.ts";
import { checkCounts, checkImage } from "./check.ts";

/** Options of `simpleCnn`. */
export interface SimpleCnnOptions {
  /** Height and width of the images; default 28 × 28. */
  readonly size?: readonly [H: number, W: number];
  /** Default 1. */
  readonly channels?: number;
  /** Default 10. */
  readonly classes?: number;
  /** How probably a number before the dense layer is dropped; default 0.5. */
  readonly dropout?: number;
  /** `"same"` keeps the border of small images; default `"valid"`. */
  readonly padding?: "valid" | "same";
}

/**
 * A plain convolutional network: 32 and 64 filters of 3 × 3 with ReLU, each pooled 2 × 2 by maximum; dropout; a dense layer. 34,826
 * parameters by default.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, V]`. Throws `ShapeError` for images below 10 × 10, below 4 × 4 with `"same"`, and
 * `ValueError` for other options that cannot be used.
 */
export function simpleCnn({
  size = [28, 28],
  channels = 1,
  classes = 10,
  dropout = 0.5,
  padding = "valid",
}: SimpleCnnOptions = {}): Sequential {
  checkValue("simpleCnn", "padding", padding, padding === "valid" || padding === "same", '"valid" or "same"');
  const border = padding === "same" ? 0 : 2;
  checkImage("simpleCnn", size, padding === "same" ? 4 : 10);
  checkCounts("simpleCnn", { channels, classes });
  const [h, w] = size.map((n) => (((n - border) >> 1) - border) >> 1) as [number, number];
  return new Sequential(
    new Conv2d(channels, 32, 3, { padding }),
    new ReLU(),
    new MaxPool2d(2),
    new Conv2d(32, 64, 3, { padding }),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Dropout(dropout),
    new Linear(64 * h * w, classes),
  );
}
