import { record } from "../../autograd/tape.ts";
import { full, tensor } from "../../tensor/creation.ts";
import { scope } from "../../tensor/scope.ts";
import type { Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { div } from "../div.ts";
import { convolve, inputGradient } from "./convolution.ts";
import { arePairs, type Pooling } from "./pool.ts";

const filters = (g: Pooling, weight: number) => full([g.G, 1, g.windows[0].size, g.windows[1].size], weight);

/** The sum of each window times `weight`: a convolution of each channel by itself. */
export function windowSums(x: Tensor, g: Pooling, weight = 1): Tensor {
  return scope(() => convolve(x, filters(g, weight), null, g).view(g.shape));
}

/** dx of `windowSums` for x of `shape`. */
export function windowSumsGradient(dy: Tensor, g: Pooling, shape: Shape, weight = 1): Tensor {
  return scope(() => inputGradient(dy.view([g.B, g.G, ...g.places]), filters(g, weight), g).view(shape));
}

/** The mean of each window, and its gradient. */
export function avgPool(op: string, x: Tensor, g: Pooling, countIncludePad: boolean): Tensor {
  if (arePairs(g)) return avgPairs(op, x, g);
  const counts = countsOf(g, countIncludePad);
  const only = counts[0]!;
  const isUniform = counts.every((n) => n === only);
  // A power of two divides exactly, so the filters do it on their way.
  const isExact = isUniform && Number.isInteger(Math.log2(only));
  const weight = isExact ? 1 / only : 1;
  const divided = (t: Tensor) =>
    isExact ? t : div(t, isUniform ? only : tensor(counts, x.rank === 4 ? g.places : g.places.slice(1)));
  const y = scope(() => divided(windowSums(x, g, weight)));
  return record(op, y, [x], (dy) => [scope(() => windowSumsGradient(divided(dy), g, x.shape, weight))]);
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
