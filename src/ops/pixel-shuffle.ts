import type { Tensor } from "../tensor/tensor.ts";
import { checkBlocks, toBlocks, toPixels } from "./support/pixels.ts";
import { record } from "../autograd/tape.ts";

/**
 * Channels become pixels: `y[b, c, h·r + i, w·r + j] = x[b, (c·r + i)·r + j, h, w]`.
 *
 * Shapes: `x [B, C·r², H, W]` → `y [B, C, H·r, W·r]`. Gradients: `pixelUnshuffle` of `dy`.
 * Throws `ShapeError` unless r² divides the channels, `ValueError` unless r is a whole number from 1 on.
 */
export function pixelShuffle(x: Tensor, r: number): Tensor {
  checkBlocks("pixelShuffle", x, r, "channels");
  return record("pixelShuffle", toPixels("pixelShuffle", x, r), [x], (dy) => [toBlocks("pixelShuffle", dy, r)]);
}
