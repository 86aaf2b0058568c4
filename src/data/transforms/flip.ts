import { checkProbability, keepingShape, type Transform } from "./transform.ts";

/** Options of `randomFlip`. */
export interface RandomFlipOptions {
  /** Which way: `"horizontal"` changes left and right, the default, `"vertical"` top and bottom. */
  readonly direction?: "horizontal" | "vertical";
  /** How probable it is; default 0.5. */
  readonly p?: number;
}

/** Mirrors some of the images. Throws `ValueError` unless p is from 0 to 1. */
export function randomFlip({ direction = "horizontal", p = 0.5 }: RandomFlipOptions = {}): Transform {
  checkProbability("randomFlip", p);
  return keepingShape((y, x, [C, H, W], random) => {
    y.set(x);
    if (random.uniform() >= p) return;
    if (direction === "horizontal") for (let row = 0; row < C * H; row++) y.subarray(row * W, (row + 1) * W).reverse();
    else {
      for (let row = 0; row < C * H; row++) {
        const from = (row - (row % H) + H - 1 - (row % H)) * W;
        y.set(x.subarray(from, from + W), row * W);
      }
    }
  });
}
