// Pooling as loops over everything.

import { expect } from "vitest";
import type { Pair } from "../../src/ops/support/window.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

/** Options of pooling, as the ops take them. */
export interface Slide {
  readonly stride?: Pair;
  readonly padding?: Pair;
  readonly dilation?: Pair;
  readonly ceilMode?: boolean;
}

/** One window: places in the image that it covers, row by row, and how many it has with the padding. */
export interface Covered {
  readonly places: readonly number[];
  readonly withPadding: number;
}

const pair = (p: Pair) => (typeof p === "number" ? [p, p] : p) as [number, number];

/** The windows over a plane [H, W] in their order, and how many there are along both axes. */
export function windowsOver(H: number, W: number, kernel: Pair, options: Slide) {
  const { stride = kernel, padding = 0, dilation = 1, ceilMode = false } = options;
  const axes = [H, W].map((n, axis) => {
    const [size, step, pad, gap] = [kernel, stride, padding, dilation].map((p) => pair(p)[axis]!);
    const all: { taps: number[]; withPadding: number }[] = [];
    for (let start = -pad!; ; start += step!) {
      const last = start + gap! * (size! - 1);
      if (ceilMode ? start >= n || last - (step! - 1) > n + pad! - 1 : last > n + pad! - 1) break;
      const taps = Array.from({ length: size! }, (_, i) => start + i * gap!);
      all.push({ taps: taps.filter((i) => i >= 0 && i < n), withPadding: taps.filter((i) => i < n + pad!).length });
    }
    return all;
  });
  const windows = axes[0]!.flatMap((h) =>
    axes[1]!.map((w): Covered => ({
      places: h.taps.flatMap((i) => w.taps.map((j) => i * W + j)),
      withPadding: h.withPadding * w.withPadding,
    })),
  );
  return { windows, places: [axes[0]!.length, axes[1]!.length] as const };
}

/** Every plane of x by `f`, one number a window; or, for all of dy, what `spread` answers, added up where it says. */
export function pooled(
  x: Tensor,
  windows: readonly Covered[],
  f: (numbers: number[], window: Covered) => number,
): number[] {
  const size = x.shape.at(-2)! * x.shape.at(-1)!;
  const data = x.data;
  return Array.from({ length: x.size / size }, (_, plane) =>
    windows.map((w) =>
      f(
        w.places.map((i) => data[plane * size + i]!),
        w,
      ),
    ),
  ).flat();
}

/** dx of pooling: each window's `dy` times the shares of its places. */
export function pooledGradient(
  x: Tensor,
  dy: Tensor,
  windows: readonly Covered[],
  shares: (numbers: number[], window: Covered) => number[],
): Float64Array {
  const size = x.shape.at(-2)! * x.shape.at(-1)!;
  const [data, d] = [x.data, dy.data];
  const dx = new Float64Array(x.size);
  for (let plane = 0; plane < x.size / size; plane++) {
    windows.forEach((w, k) => {
      const numbers = w.places.map((i) => data[plane * size + i]!);
      shares(numbers, w).forEach((s, i) => (dx[plane * size + w.places[i]!]! += s * d[plane * windows.length + k]!));
    });
  }
  return dx;
}

/** Images and windows that meet every path: H, W, kernel, and how it slides. */
export const SLIDES: readonly (readonly [H: number, W: number, kernel: Pair, options: Slide])[] = [
  [8, 8, 2, {}],
  [9, 11, 2, {}],
  [7, 29, 2, { stride: 2 }],
  [6, 7, 2, {}],
  [9, 9, 2, { ceilMode: true }],
  [8, 10, 2, { padding: 1 }],
  [9, 14, 3, { stride: 2, padding: 1 }],
  [9, 14, 3, { stride: 1, padding: 1 }],
  [10, 5, [3, 2], { stride: [3, 1], padding: [1, 0], ceilMode: true }],
  [5, 13, [1, 4], { stride: [2, 3], padding: [0, 2], ceilMode: true }],
  [4, 4, 4, {}],
  [3, 3, 3, { stride: 5, ceilMode: true }],
  [7, 3, [5, 3], { stride: 2, padding: [2, 1] }],
];

/** Fails unless `f` refuses, with this message. */
export function expectRefusal(f: () => unknown, Kind: new () => Error, message: string): void {
  expect(f).toThrow(Kind);
  expect(f).toThrow(message);
}

/** Numbers of which no two are closer than 0.05, in some order: finite differences do not change which is the largest. */
export function distinct(...shape: Shape): Tensor {
  const n = sizeOf(shape);
  return tensor(
    Float32Array.from({ length: n }, (_, i) => (((i * 7919) % n) - n / 2) / 20),
    shape,
  );
}
