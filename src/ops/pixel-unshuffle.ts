import type { Tensor } from "../tensor/tensor.ts";
import { checkBlocks, toBlocks, toPixels } from "./support/pixels.ts";
import { record } from "../autograd/tape.ts";

/**
 * Blocks of r × r pixels become channels, the inverse of `pixelShuffle`: `y[b, (c·r + i)·r + j, h, w] = x[b, c, h·r + i, w·r + j]`.
 *
 * Shapes: `x [B, C, H·r, W·r]` → `y [B, C·r², H, W]`. Gradients: `pixelShuffle` of `dy`.
 * Throws `ShapeError` unless r divides height and width, `ValueError` unless it is a whole number from 1 on.
 */
export function pixelUnshuffle(x: Tensor, r: number): Tensor {
  checkBlocks("pixelUnshuffle", x, r, "image");
  return record("pixelUnshuffle", toBlocks("pixelUnshuffle", x, r), [x], (dy) => [toPixels("pixelUnshuffle", dy, r)]);
}
