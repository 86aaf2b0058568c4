import { ShapeError } from "../../base/errors.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { outputSize, type Pair, pairOf, reach, windowsOf, type Window } from "./window.ts";

/** How the windows of `unfold` and `fold` slide. */
export interface UnfoldOptions {
  /** Distance of neighbouring places of a window; default 1. */
  readonly dilation?: Pair;
  /** Zeros on both sides of the image; default 0. */
  readonly padding?: Pair;
  /** Steps between two windows; default 1. */
  readonly stride?: Pair;
}

/** Images of some size and the windows over them. */
export interface Columns {
  readonly image: readonly [H: number, W: number];
  readonly windows: readonly [Window, Window];
  readonly places: readonly [P: number, Q: number];
}

/** Throws `ShapeError` if no window fits, `ValueError` for options that are no whole numbers. */
export function columnsOf(
  op: string,
  image: readonly [number, number],
  kernel: Pair,
  { dilation = 1, padding = 0, stride = 1 }: UnfoldOptions,
): Columns {
  const pads = pairOf(op, "padding", padding, 0);
  const windows = windowsOf(op, image, pairOf(op, "kernel", kernel, 1), { dilation, padding: pads, stride });
  const places = [outputSize(image[0], windows[0]), outputSize(image[1], windows[1])] as const;
  if (places[0] < 1 || places[1] < 1) {
    const spans = windows.map(reach).join(" × ");
    throw new ShapeError(
      `${op}: windows that span ${spans} have no place in images of ${image.join(" × ")} with padding ${pads.join(", ")}, expected one`,
    );
  }
  return { image, windows, places };
}

type Sizes = [...Parameters<typeof launch.im2col>] extends [unknown, unknown, ...infer Rest, unknown] ? Rest : never;

function sizesOf({ image, windows: [h, w], places }: Columns): Sizes {
  return [...image, h.size, w.size, ...places, h.stride, w.stride, h.dilation, w.dilation, h.before, w.before];
}

/** Columns [B, C·R·S, P·Q] of images [B, C, H, W]. */
export function im2col(x: Tensor, c: Columns): Tensor {
  const [B, C] = x.shape as [number, number];
  const taps = c.windows[0].size * c.windows[1].size;
  const y = new Tensor([B, C * taps, c.places[0] * c.places[1]]);
  launch.im2col(y.address, x.address, ...sizesOf(c), B * C * taps);
  return y;
}

/** Images of the sums of columns. */
export function col2im(cols: Tensor, c: Columns): Tensor {
  const [B, K] = cols.shape as [number, number];
  const C = K / (c.windows[0].size * c.windows[1].size);
  const y = new Tensor([B, C, ...c.image]);
  launch.col2im(y.address, cols.address, ...sizesOf(c), B * C);
  return y;
}
