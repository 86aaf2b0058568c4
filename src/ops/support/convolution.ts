// Convolution and its two gradients as launches. A transposed convolution is the first gradient as a forward pass.

import { full } from "../../tensor/creation.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { Storage } from "../../wasm/storage.ts";
import { type Padded, padded } from "./padded.ts";
import { fromStrided } from "./strided.ts";
import { suitsWinograd, winograd, winogradFilterGradient } from "./winograd.ts";
import { outputSize, reach, type Window } from "./window.ts";

/** Sizes of a convolution x [B, G·D, H, W] → y [B, G·M, P, Q] by filters [G·M, D, R, S]. */
export interface Geometry {
  readonly B: number;
  readonly G: number;
  readonly M: number;
  readonly D: number;
  readonly image: readonly [H: number, W: number];
  readonly windows: readonly [Window, Window];
}

/** P and Q. */
export function placesOf({ image, windows }: Geometry): readonly [P: number, Q: number] {
  return [outputSize(image[0], windows[0]), outputSize(image[1], windows[1])];
}

/** The input of a convolution, padded as far as its windows reach. */
function paddedInput(x: Tensor, g: Geometry): Padded {
  const [h, w] = g.windows;
  const [P, Q] = placesOf(g);
  const sizes = [(P - 1) * h.stride + reach(h), (Q - 1) * w.stride + reach(w)] as const;
  return padded(x.address, g.B * g.G * g.D, g.image, [h.before, w.before], sizes);
}

/** y = x ⋆ w + bias, the larger of that and 0 if `relu`. */
export function convolve(x: Tensor, w: Tensor, bias: Tensor | null, g: Geometry, relu = false): Tensor {
  const { B, G, M, D, windows } = g;
  const [h, v] = windows;
  const [P, Q] = placesOf(g);
  const y = new Tensor([B, G * M, P, Q]);
  if (y.size === 0) return y;
  const RS = h.size * v.size;
  const product = { B, M, D, image: g.image, before: [h.before, v.before], places: [P, Q] } as const;
  if (isThreeByThree(g) && suitsWinograd(product)) {
    winograd(y, x, { tensor: w, mStride: 9 * D, dStride: 9, flip: false }, bias, product, relu);
    return y;
  }
  if (isDepthwise3x3(g, Q)) {
    launch.conv_depthwise_3x3(
      ...[y.address, x.address, w.address, bias === null ? 0 : bias.address],
      ...[G, ...g.image, h.before, v.before, P, Q, 1, relu ? 1 : 0],
      ...[B * G],
    );
    return y;
  }
  const image = paddedInput(x, g);
  if (M === 1 && D === 1) {
    launch.conv_depthwise(
      ...[y.address, image.address, w.address, bias === null ? 0 : bias.address, G, image.H, image.W],
      ...[h.size, v.size, P, Q, h.stride, v.stride, h.dilation, v.dilation],
      ...[RS, v.size, 1, P * Q, Q, 1, relu ? 1 : 0],
      ...[B * G],
    );
    image.release();
    return y;
  }
  const panels = new Storage(20 * G * Math.ceil(M / 5) * D * RS);
  launch.conv_filters(
    ...[panels.address, w.address, M, D, h.size, v.size, M * D * RS, D * RS, RS, v.size, 1],
    ...[G * Math.ceil(M / 5)],
  );
  launch.conv_tiles(
    ...[y.address, image.address, panels.address, bias === null ? 0 : bias.address],
    ...[G, M, D, image.H, image.W, h.size, v.size, P, Q, h.stride, v.stride, h.dilation, v.dilation],
    ...[G * M * P * Q, P * Q, Q, 1, relu ? 1 : 0],
    ...[B * G * panelsOf(P, Q)],
  );
  // Launches keep their order, so the next one may have this memory.
  image.release();
  panels.release();
  return y;
}

/** Whether the filters are 3 × 3, one beside the other, and the channels one group. */
function isThreeByThree({ G, windows }: Geometry): boolean {
  return G === 1 && windows.every(isThree);
}

/** Whether the filters are 3 × 3, one beside the other, each of one channel, and the kernels for that take rows of `columns`. */
function isDepthwise3x3({ M, D, windows }: Geometry, columns: number): boolean {
  return M === 1 && D === 1 && windows.every(isThree) && columns >= 4 && columns <= WIDEST;
}

/** The widest row of which a band fits in a thread's scratch. */
const WIDEST = 40_000;

function isThree({ size, stride, dilation }: Window): boolean {
  return size === 3 && stride === 1 && dilation === 1;
}

/** Panels of eight places: the items of `conv_tiles` for one image. */
function panelsOf(P: number, Q: number): number {
  return Math.ceil((P * Q) / 8);
}

/** What reaches the rows (or columns) h₀, h₀ + stride, … of the input: a convolution of stride 1 over dy with some of the taps. */
interface Phase {
  /** h₀, and how many rows there are. */
  readonly first: number;
  readonly count: number;
  /** The last tap, the distance from one to the next, how many. */
  readonly tap: number;
  readonly step: number;
  readonly taps: number;
  /** Rows of zeros before dy, negative to cut off, and the distance of the taps there. */
  readonly before: number;
  readonly dilation: number;
}

/** One phase a residue of the stride; those that no tap reaches have none. */
function phasesOf(size: number, { size: R, stride, dilation, before }: Window): Phase[] {
  const all: Phase[] = [];
  for (let first = 0; first < Math.min(stride, size); first++) {
    const taps = Array.from({ length: R }, (_, r) => r).filter((r) => (first + before - r * dilation) % stride === 0);
    const count = Math.ceil((size - first) / stride);
    const tap = taps.at(-1) ?? 0;
    const step = taps.length > 1 ? taps[1]! - taps[0]! : 1;
    // Row u of the phase is dy's row u + (first + before − r·dilation) / stride for tap r; the last tap sees the first of them.
    const start = (first + before - tap * dilation) / stride;
    all.push({ first, count, tap, step, taps: taps.length, before: -start, dilation: (step * dilation) / stride });
  }
  return all;
}

/** dx, or the output of a transposed convolution with a bias a channel, for filters w [G·M, D, R, S]. */
export function inputGradient(dy: Tensor, w: Tensor, g: Geometry, bias: Tensor | null = null): Tensor {
  const { B, G, M, D, image, windows } = g;
  const [H, W] = image;
  const [R, S] = [windows[0].size, windows[1].size];
  const product = {
    ...{ B, M: D, D: M, image: placesOf(g), places: image },
    before: [2 - windows[0].before, 2 - windows[1].before],
  } as const;
  if (isThreeByThree(g) && dy.size > 0 && suitsWinograd(product)) {
    const dx = new Tensor([B, D, H, W]);
    winograd(dx, dy, { tensor: w, mStride: 9, dStride: 9 * D, flip: true }, bias, product, false);
    return dx;
  }
  const phases = phasesOf(H, windows[0]).flatMap((h) => phasesOf(W, windows[1]).map((v) => ({ h, v })));
  const isWhole = phases.every(({ h, v }) => h.taps > 0 && v.taps > 0);
  const shape = [B, G * D, H, W];
  const isCovered = isWhole && dy.size > 0;
  const dx = isCovered
    ? new Tensor(shape)
    : bias === null
      ? full(shape, 0)
      : fromStrided("convTranspose2d", bias, shape, [0, 1, 0, 0]);
  if (dx.size === 0 || dy.size === 0) return dx;
  if (isDepthwise3x3(g, W)) {
    launch.conv_depthwise_3x3(
      ...[dx.address, dy.address, w.address + 4 * 8, bias === null ? 0 : bias.address],
      ...[G, ...placesOf(g), 2 - windows[0].before, 2 - windows[1].before, H, W, -1, 0],
      ...[B * G],
    );
    return dx;
  }
  for (const { h, v } of phases) {
    if (h.taps === 0 || v.taps === 0) continue;
    const K = M * h.taps * v.taps;
    const taps = w.address + 4 * (h.tap * S + v.tap);
    const out = dx.address + 4 * (h.first * W + v.first);
    const sizes = [h.count - 1 + h.dilation * (h.taps - 1) + 1, v.count - 1 + v.dilation * (v.taps - 1) + 1] as const;
    const source = padded(dy.address, B * G * M, placesOf(g), [h.before, v.before], sizes);
    if (M === 1 && D === 1) {
      launch.conv_depthwise(
        ...[out, source.address, taps, bias === null ? 0 : bias.address, G, source.H, source.W],
        ...[h.taps, v.taps, h.count, v.count, 1, 1, h.dilation, v.dilation],
        ...[R * S, -h.step * S, -v.step, H * W, windows[0].stride * W, windows[1].stride, 0],
        ...[B * G],
      );
      source.release();
      continue;
    }
    const panels = new Storage(20 * G * Math.ceil(D / 5) * K);
    launch.conv_filters(
      ...[panels.address, taps, D, M, h.taps, v.taps],
      ...[M * D * R * S, R * S, D * R * S, -h.step * S, -v.step],
      ...[G * Math.ceil(D / 5)],
    );
    launch.conv_tiles(
      ...[out, source.address, panels.address, bias === null ? 0 : bias.address],
      ...[G, D, M, source.H, source.W, h.taps, v.taps, h.count, v.count, 1, 1, h.dilation, v.dilation],
      ...[G * D * H * W, H * W, windows[0].stride * W, windows[1].stride, 0],
      ...[B * G * panelsOf(h.count, v.count)],
    );
    source.release();
    panels.release();
  }
  return dx;
}

/** dw [G·M, D, R, S]. */
export function filterGradient(x: Tensor, dy: Tensor, g: Geometry): Tensor {
  const { B, G, M, D, windows } = g;
  const [h, v] = windows;
  const [P, Q] = placesOf(g);
  const K = D * h.size * v.size;
  const product = { B, M, D, image: g.image, before: [h.before, v.before], places: [P, Q] } as const;
  if (isThreeByThree(g) && dy.size > 0 && suitsWinograd(product)) return winogradFilterGradient(x, dy, product);
  const dw = new Tensor([G * M, D, h.size, v.size]);
  if (dw.size === 0) return dw;
  if (dy.size === 0) {
    launch.fill(dw.address, 0, dw.size);
    return dw;
  }
  if (isDepthwise3x3(g, Q)) {
    launch.conv_depthwise_gradient_3x3(
      ...[dw.address, x.address, dy.address, B, G, ...g.image, h.before, v.before, P, Q],
      ...[G],
    );
    return dw;
  }
  const image = paddedInput(x, g);
  if (M === 1 && D === 1) {
    launch.conv_depthwise_gradient(
      ...[dw.address, image.address, dy.address, B, G, image.H, image.W],
      ...[h.size, v.size, P, Q, h.stride, v.stride, h.dilation, v.dilation],
      ...[G * K],
    );
    image.release();
    return dw;
  }
  launch.conv_filter_gradient(
    ...[dw.address, image.address, dy.address],
    ...[B, G, M, D, image.H, image.W, h.size, v.size, P, Q, h.stride, v.stride, h.dilation, v.dilation],
    ...[G * Math.ceil(K / 5)],
  );
  image.release();
  return dw;
}

/** What was computed for images of one row, as sequences: [·, ·, 1, N] becomes [·, ·, N]. */
export function withoutRows(t: Tensor): Tensor {
  const [first, second, , last] = t.shape as readonly [number, number, number, number];
  const sequences = t.view([first, second, last]);
  t.dispose();
  return sequences;
}
