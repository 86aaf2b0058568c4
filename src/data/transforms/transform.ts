import type { RandomStream } from "../../base/philox.ts";
import { checkValue } from "../../base/check.ts";

/** Sizes of an image: channels, height, width. */
export type ImageShape = readonly [C: number, H: number, W: number];

/** A random change of an image. Anything with these members is one. */
export interface Transform {
  /** The shape of the result. Throws `ShapeError` for images that it cannot change. */
  shapeOf(shape: ImageShape): ImageShape;
  /** Writes all of the image y from the image x of `shape`. It draws as many numbers from `random` for each image of a shape. */
  apply(y: Float32Array, x: Float32Array, shape: ImageShape, random: RandomStream): void;
}

/** What appears where an image ends. */
export interface FillOptions {
  /** The number of pixels from outside of the image; default 0. */
  readonly fill?: number;
}

/** A transform that keeps the shape of its images. */
export function keepingShape(apply: Transform["apply"]): Transform {
  return { shapeOf: (shape) => shape, apply };
}

/** Throws `ValueError` unless the probability is from 0 to 1. */
export function checkProbability(transform: string, p: number): void {
  checkValue(transform, "p", p, p >= 0 && p <= 1, "a number from 0 to 1");
}

/** Throws `ValueError` unless all are whole numbers from 0 on. */
export function checkPixels(transform: string, pixels: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(pixels)) {
    checkValue(transform, name, n, Number.isSafeInteger(n) && n >= 0, "a whole number from 0 on");
  }
}

/** y [C, P, Q] = x [C, H, W] from row `top` and column `left` on, which may be outside, as `fill`. */
export function cut(
  y: Float32Array,
  [P, Q]: readonly [number, number],
  x: Float32Array,
  [C, H, W]: ImageShape,
  [top, left]: readonly [number, number],
  fill: number,
): void {
  y.fill(fill);
  const [from, to] = [Math.max(0, left), Math.min(W, left + Q)];
  if (from >= to) return;
  for (let row = 0; row < C * P; row++) {
    const h = top + (row % P);
    if (h < 0 || h >= H) continue;
    const start = (Math.floor(row / P) * H + h) * W;
    y.set(x.subarray(start + from, start + to), row * Q + from - left);
  }
}
