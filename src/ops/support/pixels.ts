import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { checkShape } from "../../tensor/check.ts";
import { formatShape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { copyStrided } from "./strided.ts";

/** Throws unless r is a whole number from 1 on and divides the image, or its square the channels. */
export function checkBlocks(op: string, x: Tensor, r: number, what: "channels" | "image"): void {
  const { C, H, W } = checkShape(op, "x", x, "B C H W");
  checkValue(op, "r", r, Number.isSafeInteger(r) && r >= 1, "a whole number from 1 on");
  if (what === "channels" ? C % (r * r) !== 0 : H % r !== 0 || W % r !== 0) {
    const wanted = what === "channels" ? `a multiple of ${r * r} channels` : `multiples of ${r} as height and width`;
    throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected ${wanted}`);
  }
}

/** Strides of [B, C, r, r, H, W] in images [B, C, H·r, W·r], and as they lie in [B, C·r², H, W]. */
function strides(C: number, r: number, H: number, W: number) {
  const plane = H * W;
  return {
    pixels: [C * r * r * plane, r * r * plane, W * r, 1, W * r * r, r],
    blocks: [C * r * r * plane, r * r * plane, r * plane, plane, W, 1],
  };
}

export function toPixels(op: string, x: Tensor, r: number): Tensor {
  const [B, D, H, W] = x.shape as [number, number, number, number];
  const C = D / (r * r);
  const y = new Tensor([B, C, H * r, W * r], x.dtype);
  const { pixels, blocks } = strides(C, r, H, W);
  if (y.size > 0) copyStrided(op, [B, C, r, r, H, W], { t: y, strides: pixels }, { t: x, strides: blocks });
  return y;
}

export function toBlocks(op: string, x: Tensor, r: number): Tensor {
  const [B, C] = x.shape as [number, number];
  const [H, W] = [x.shape[2]! / r, x.shape[3]! / r];
  const y = new Tensor([B, C * r * r, H, W], x.dtype);
  const { pixels, blocks } = strides(C, r, H, W);
  if (y.size > 0) copyStrided(op, [B, C, r, r, H, W], { t: y, strides: blocks }, { t: x, strides: pixels });
  return y;
}
