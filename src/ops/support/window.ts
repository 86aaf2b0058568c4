// Windows that slide over images: sizes, and what users give for stride, padding and dilation.

import { checkValue } from "../../base/check.ts";
import { ShapeError, ValueError } from "../../base/errors.ts";

/** A number for both axes, or one for the rows and one for the columns. */
export type Pair = number | readonly [h: number, w: number];

/**
 * Zeros around an image: as many on all sides; `[h, w]`; `[[top, bottom], [left, right]]`; none for `"valid"`; for `"same"` as many
 * as give ⌈size / stride⌉ outputs, the odd one at the end.
 */
export type Padding = Pair | readonly [readonly [number, number], readonly [number, number]] | "valid" | "same";

/** What `padding` of one axis is for images of one row. */
export function sidesOf(padding: number | readonly [before: number, after: number] | "valid" | "same"): Padding {
  if (typeof padding === "string") return padding;
  return [[0, 0], typeof padding === "number" ? [padding, padding] : padding];
}

/** How a window slides along one axis. */
export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  /** Padding before and after. */
  readonly before: number;
  readonly after: number;
}

/** Options of `convOutputSize`. */
export interface WindowOptions {
  /** Default 1. */
  readonly stride?: number;
  /** On both sides, or before and after; default 0. */
  readonly padding?: number | readonly [before: number, after: number];
  /** Default 1. */
  readonly dilation?: number;
}

/**
 * How many places a window of `filter` numbers has along an axis of `size`: ⌊(W + 2P − dilation·(F − 1) − 1) / S⌋ + 1, or 0 if it
 * does not fit once. Throws `ValueError` for sizes that are not whole numbers.
 */
export function convOutputSize(
  size: number,
  filter: number,
  { stride = 1, padding = 0, dilation = 1 }: WindowOptions = {},
): number {
  const [before, after] = typeof padding === "number" ? [padding, padding] : padding;
  const least = { size: [size, 0], filter: [filter, 1], stride: [stride, 1], dilation: [dilation, 1] } as const;
  for (const [name, [value, from]] of Object.entries(least)) whole("convOutputSize", name, value, from);
  whole("convOutputSize", "padding", before, 0);
  whole("convOutputSize", "padding", after, 0);
  return outputSize(size, { size: filter, stride, dilation, before, after });
}

/** The same for a window that is checked already. */
export function outputSize(size: number, w: Window): number {
  const places = Math.floor((size + w.before + w.after - reach(w)) / w.stride) + 1;
  return Math.max(0, places);
}

/** How many numbers a window spans, gaps included. */
export function reach({ size, dilation }: { size: number; dilation: number }): number {
  return dilation * (size - 1) + 1;
}

/** Two numbers, whole and at least `least`. Throws `ValueError`. */
export function pairOf(op: string, name: string, given: Pair, least: number): readonly [number, number] {
  const pair = typeof given === "number" ? ([given, given] as const) : given;
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new ValueError(`${op}: ${name} is ${String(given)}, expected a number or [h, w]`);
  }
  for (const value of pair) whole(op, name, value as number, least);
  return pair as readonly [number, number];
}

function whole(op: string, name: string, value: number, least: number): void {
  checkValue(op, name, value, Number.isSafeInteger(value) && value >= least, `a whole number from ${least} on`);
}

/** The windows along the rows' axis and the columns', of `filter` sizes on an image of `image` sizes. */
export function windowsOf(
  op: string,
  image: readonly [number, number],
  filter: readonly [number, number],
  { stride, padding, dilation }: { stride: Pair; padding: Padding; dilation: Pair },
): readonly [Window, Window] {
  const strides = pairOf(op, "stride", stride, 1);
  const dilations = pairOf(op, "dilation", dilation, 1);
  const one = (axis: 0 | 1): Window => {
    const [size, step, gap] = [filter[axis], strides[axis], dilations[axis]];
    const [before, after] = sides(op, padding, axis, image[axis], { size, stride: step, dilation: gap });
    return { size, stride: step, dilation: gap, before, after };
  };
  return [one(0), one(1)];
}

function sides(
  op: string,
  padding: Padding,
  axis: 0 | 1,
  image: number,
  w: { size: number; stride: number; dilation: number },
): readonly [number, number] {
  if (padding === "valid") return [0, 0];
  if (padding === "same") {
    const all = Math.max(0, (Math.ceil(image / w.stride) - 1) * w.stride + reach(w) - image);
    return [all >> 1, all - (all >> 1)];
  }
  const both = typeof padding === "number" ? padding : (padding as readonly (number | readonly number[])[])[axis];
  const pair = typeof both === "number" ? [both, both] : both;
  if (typeof padding === "string" || pair?.length !== 2) {
    throw new ValueError(
      `${op}: padding is ${JSON.stringify(padding)}, expected a number, [h, w], [[top, bottom], [left, right]], "valid" or "same"`,
    );
  }
  for (const value of pair) whole(op, "padding", value, 0);
  return pair as unknown as readonly [number, number];
}

/** Throws `ShapeError` if a window has no place at all. */
export function checkFits(op: string, image: readonly number[], windows: readonly Window[]): void {
  image.forEach((size, axis) => {
    const w = windows[axis]!;
    const padded = size + w.before + w.after;
    if (reach(w) > padded) {
      const name = image.length === 1 ? "length" : axis === 0 ? "height" : "width";
      throw new ShapeError(
        `${op}: the filter spans ${reach(w)} of the padded input's ${name} ${padded}, expected at most that; pad more`,
      );
    }
  });
}

/** Windows of a transposed convolution, and the image that they slide over: the output. Throws as `windowsOf`. */
export function transposedWindows(
  op: string,
  input: readonly [number, number],
  filter: readonly [number, number],
  { stride, padding, outputPadding, dilation }: { stride: Pair; padding: Pair; outputPadding: Pair; dilation: Pair },
): { windows: readonly [Window, Window]; image: readonly [number, number] } {
  const strides = pairOf(op, "stride", stride, 1);
  const pads = pairOf(op, "padding", padding, 0);
  const dilations = pairOf(op, "dilation", dilation, 1);
  const more = pairOf(op, "outputPadding", outputPadding, 0);
  const one = (axis: 0 | 1): { window: Window; size: number } => {
    const [step, gap, pad, extra] = [strides[axis], dilations[axis], pads[axis], more[axis]];
    checkValue(op, "outputPadding", extra, extra < Math.max(step, gap), "a number below stride or dilation");
    const window = { size: filter[axis], stride: step, dilation: gap, before: pad, after: pad - extra };
    const size = (input[axis] - 1) * step - 2 * pad + reach(window) + extra;
    if (size < 1) {
      const name = axis === 0 ? "height" : "width";
      throw new ShapeError(`${op}: the output's ${name} is ${size}, expected at least 1; pad less, or give a larger x`);
    }
    return { window, size };
  };
  const [h, w] = [one(0), one(1)];
  return { windows: [h.window, w.window], image: [h.size, w.size] };
}
