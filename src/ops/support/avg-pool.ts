import { record } from "../../autograd/tape.ts";
import { tensor } from "../../tensor/creation.ts";
import { scope } from "../../tensor/scope.ts";
import type { Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { Storage } from "../../wasm/storage.ts";
import { div } from "../div.ts";
import { arePairs, type Pooling } from "./pool.ts";

/** The sum of each window over `divisor`. */
export function windowSums(x: Tensor, g: Pooling, divisor = 1): Tensor {
  const { image, places, windows } = g;
  const [h, w] = windows;
  // Rows of sums reach as far as the windows do.
  const T = (places[1] - 1) * w.stride + w.size;
  const rows = [h.stride, 1, -h.before, w.before, 1, Math.min(image[1], T - w.before)] as const;
  return summed(x, g, [image, places], T, rows, w.stride, divisor, g.shape);
}

/** dx of `windowSums` for x of `shape`. */
export function windowSumsGradient(dy: Tensor, g: Pooling, shape: Shape, divisor = 1): Tensor {
  const { image, places, windows } = g;
  const [h, w] = windows;
  // With the numbers `stride` apart, a place is in all the windows that begin up to one window before it.
  const T = image[1] + w.size - 1;
  const rows = [1, h.stride, h.before - h.size + 1, w.size - 1 - w.before, w.stride, places[1]] as const;
  return summed(dy, g, [places, image], T, rows, 1, divisor, shape);
}

/** `window_rows` with `rows`, its arguments behind R, then `window_columns`. */
function summed(
  x: Tensor,
  { B, G, windows }: Pooling,
  [[H, W], [P, Q]]: readonly [readonly [number, number], readonly [number, number]],
  T: number,
  rows: readonly [mul: number, div: number, first: number, left: number, step: number, count: number],
  step: number,
  divisor: number,
  shape: Shape,
): Tensor {
  const y = new Tensor(shape);
  if (y.size === 0) return y;
  const t = new Storage(4 * B * G * P * T);
  launch.window_rows(t.address, x.address, H, W, P, T, windows[0].size, ...rows, B * G * P);
  launch.window_columns(y.address, t.address, T, Q, windows[1].size, step, divisor, B * G * P);
  t.release();
  return y;
}

/** The mean of each window, and its gradient. */
export function avgPool(op: string, x: Tensor, g: Pooling, countIncludePad: boolean): Tensor {
  if (arePairs(g)) return avgPairs(op, x, g);
  const counts = countsOf(g, countIncludePad);
  const isUniform = counts.every((n) => n === counts[0]);
  if (isUniform) {
    const y = windowSums(x, g, counts[0]);
    return record(op, y, [x], (dy) => [windowSumsGradient(dy, g, x.shape, counts[0])]);
  }
  const divided = (t: Tensor) => div(t, tensor(counts, x.rank === 4 ? g.places : g.places.slice(1)));
  const y = scope(() => divided(windowSums(x, g)));
  return record(op, y, [x], (dy) => [scope(() => windowSumsGradient(divided(dy), g, x.shape))]);
}

function avgPairs(op: string, x: Tensor, { B, G, image, places, shape }: Pooling): Tensor {
  const y = new Tensor(shape);
  launch.avg_pool_pairs(y.address, x.address, ...image, B * G * places[0]);
  return record(op, y, [x], (dy) => {
    const dx = new Tensor(x.shape);
    launch.avg_pool_pairs_backward(dx.address, dy.address, ...image, B * G);
    return [dx];
  });
}

/** How many numbers each window has, [P, Q]. */
function countsOf({ image, windows, places }: Pooling, withPadding: boolean): Float32Array {
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const [n, { size, stride, before }] = [image[axis], windows[axis]];
    return Array.from({ length: places[axis] }, (_, p) => {
      const start = p * stride - before;
      const end = Math.min(start + size, withPadding ? n + before : n);
      return end - (withPadding ? start : Math.max(start, 0));
    });
  }) as [number[], number[]];
  return Float32Array.from(rows.flatMap((r) => columns.map((c) => r * c)));
}
