// What pooling shares: windows with PyTorch's rules, and the places of their maxima.

import { record } from "../../autograd/tape.ts";
import { ShapeError } from "../../base/errors.ts";
import { checkValue } from "../../base/check.ts";
import { checkDType, checkShape } from "../../tensor/check.ts";
import { full } from "../../tensor/creation.ts";
import { formatShape, type Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import type { Geometry } from "./convolution.ts";
import { type Padded, padded } from "./padded.ts";
import { outputSize, type Pair, pairOf, reach, type Window } from "./window.ts";

/** How windows of pooling slide. */
export interface PoolOptions {
  /** Steps between two windows; default the size of the window. */
  readonly stride?: Pair;
  /** Rows and columns around the image, at most half of the window; default 0. */
  readonly padding?: Pair;
  /** Whether windows may begin inside and end outside; default false. */
  readonly ceilMode?: boolean;
}

/** The same along one axis. */
export type PoolOptions1d<Options = PoolOptions> = {
  readonly [K in keyof Options]: Exclude<Options[K], readonly unknown[]>;
};

/** Options for images of one row from those for sequences. */
export function ofOneRow(kernel: number, options: PoolOptions1d<PoolOptions & { dilation?: Pair }>) {
  const { stride = kernel, padding = 0, dilation = 1, ceilMode = false } = options;
  return { stride: [1, stride], padding: [0, padding], dilation: [1, dilation], ceilMode } as const;
}

/** Images, one channel a group, and the windows over them, which reach as far as the last one goes. */
export interface Pooling extends Geometry {
  readonly places: readonly [P: number, Q: number];
  /** Of y: [B, C, P, Q], or [B, C, Q] for sequences. */
  readonly shape: Shape;
}

/**
 * Windows over images [B, C, H, W], or over sequences [B, C, L] as images of one row.
 * Throws `DTypeError` unless x is float32, `ShapeError` for other ranks or if no window fits, `ValueError` for the options.
 */
export function poolingOf(
  op: string,
  x: Tensor,
  signature: "B C H W" | "B C L",
  kernel: Pair,
  { stride = kernel, padding = 0, dilation = 1, ceilMode = false }: PoolOptions & { readonly dilation?: Pair },
): Pooling {
  checkDType(op, "x", x, "float32");
  checkShape(op, "x", x, signature);
  const [B, C] = x.shape as [number, number];
  const image = [x.rank === 4 ? x.shape[2]! : 1, x.shape.at(-1)!] as const;
  const kernels = pairOf(op, "kernel", kernel, 1);
  const strides = pairOf(op, "stride", stride, 1);
  const pads = pairOf(op, "padding", padding, 0);
  const dilations = pairOf(op, "dilation", dilation, 1);
  const one = (axis: 0 | 1): Window => {
    const [n, size, step, pad, gap] = [image[axis], kernels[axis], strides[axis], pads[axis], dilations[axis]];
    checkValue(op, "padding", pad, 2 * pad <= size, `at most half of kernel ${size}`);
    const w = { size, stride: step, dilation: gap, before: pad };
    const room = n + 2 * pad - reach(w);
    let places = (ceilMode ? Math.ceil(room / step) : Math.floor(room / step)) + 1;
    // No window begins behind the image.
    if (ceilMode && (places - 1) * step >= n + pad) places--;
    if (n === 0 || places < 1) {
      const name = x.rank === 3 ? "length" : axis === 0 ? "height" : "width";
      throw new ShapeError(
        `${op}: x is ${formatShape(x.shape)}, expected a ${name} of at least ` +
          `${Math.max(1, reach(w) - 2 * pad)} for a window that spans ${reach(w)} with padding ${pad}`,
      );
    }
    return { ...w, after: (places - 1) * step + reach(w) - n - pad };
  };
  const windows = [one(0), one(1)] as const;
  const places = [outputSize(image[0], windows[0]), outputSize(image[1], windows[1])] as const;
  const shape = [B, C, ...(x.rank === 4 ? places : places.slice(1))];
  return { B, G: C, M: 1, D: 1, image, windows, places, shape };
}

/** Whether windows of 2 × 2 lie side by side, at least four in a row, and none reaches out of the image. */
export function arePairs({ windows, places }: Pooling): boolean {
  const isPair = ({ size, stride, dilation, before, after }: Window) =>
    size === 2 && stride === 2 && dilation === 1 && before === 0 && after <= 0;
  return windows.every(isPair) && places[1] >= 4;
}

type Sizes = [
  H: number,
  W: number,
  R: number,
  S: number,
  P: number,
  Q: number,
  sh: number,
  sw: number,
  dh: number,
  dw: number,
];

/** Calls `f` with x, padded with −∞, and the arguments that both kernels take. */
function slide({ B, G, image, windows, places }: Pooling, x: Tensor, f: (x: Padded, sizes: Sizes) => void): void {
  const [h, w] = windows;
  const sizes = [(places[0] - 1) * h.stride + reach(h), (places[1] - 1) * w.stride + reach(w)] as const;
  const p = padded(x.address, B * G, image, [h.before, w.before], sizes, -Infinity);
  f(p, [p.H, p.W, h.size, w.size, ...places, h.stride, w.stride, h.dilation, w.dilation]);
  p.release();
}

/** y = the largest number of each window. */
function maxima(x: Tensor, g: Pooling): Tensor {
  const { B, G, image, places } = g;
  const y = new Tensor(g.shape);
  if (y.size === 0) return y;
  if (arePairs(g)) launch.max_pool_pairs(y.address, x.address, ...image, B * G * places[0]);
  else slide(g, x, (p, sizes) => launch.max_pool(y.address, p.address, ...sizes, B * G * places[0]));
  return y;
}

/** The largest number of each window, with its gradient. */
export function maxPool(op: string, x: Tensor, g: Pooling): Tensor {
  return record(op, maxima(x, g), [x], (dy) => {
    const [H, W] = g.image;
    if (arePairs(g)) {
      const dx = new Tensor(x.shape);
      launch.max_pool_pairs_backward(dx.address, dy.address, x.address, H, W, g.B * g.G);
      return [dx];
    }
    const index = placesOfMaxima(x, g);
    const dx = spread(dy, index, x.shape);
    index.dispose();
    return [dx];
  });
}

/** The numbers of images or sequences x where `find` says, with their gradient; what it answers is disposed of. */
export function atPlaces(op: string, x: Tensor, find: () => Tensor): Tensor {
  const within = (f: (index: Tensor) => Tensor) => {
    const index = find();
    const result = f(index);
    index.dispose();
    return result;
  };
  const y = within((index) => taken(x, index));
  return record(op, y, [x], (dy) => [within((index) => spread(dy, index, x.shape))]);
}

/** The numbers of images or sequences x at `index`, plane by plane. */
export function taken(x: Tensor, index: Tensor): Tensor {
  const y = new Tensor(index.shape);
  const planes = Math.max(1, x.shape[0]! * x.shape[1]!);
  launch.take_along_axis(y.address, x.address, index.address, x.size / planes, y.size / planes, 1, y.size);
  return y;
}

/** Zeros of `shape`, and the numbers of `values` added where `index` says, plane by plane. */
export function spread(values: Tensor, index: Tensor, shape: Shape): Tensor {
  const y = full(shape, 0);
  const planes = shape[0]! * shape[1]!;
  const [R, I] = [y.size, values.size].map((size) => size / Math.max(1, planes)) as [number, number];
  launch.scatter_add(y.address, values.address, index.address, R, I, 1, 0, 0, planes);
  return y;
}

/** Where `maxima` lie: row · W + column, int32. */
export function placesOfMaxima(x: Tensor, g: Pooling): Tensor {
  const { B, G, image, windows, places } = g;
  const index = new Tensor(g.shape, "int32");
  if (index.size === 0) return index;
  const [top, left] = [windows[0].before, windows[1].before];
  slide(g, x, (p, sizes) =>
    launch.max_pool_indices(index.address, p.address, ...sizes, top, left, ...image, B * G * places[0]),
  );
  return index;
}
