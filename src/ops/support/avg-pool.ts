import { record } from "../../autograd/tape.ts";
import { full, tensor } from "../../tensor/creation.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { div } from "../div.ts";
import { convolve, inputGradient } from "./convolution.ts";
import type { Pooling } from "./pool.ts";

/** The mean of each window, a convolution of each channel by itself with ones, and its gradient. */
export function avgPool(op: string, x: Tensor, g: Pooling, countIncludePad: boolean): Tensor {
  const counts = countsOf(g, countIncludePad);
  const only = counts[0]!;
  const isUniform = counts.every((n) => n === only);
  // A power of two divides exactly, so the filters do it on their way.
  const isExact = isUniform && Number.isInteger(Math.log2(only));
  const filters = () => full([g.G, 1, g.windows[0].size, g.windows[1].size], isExact ? 1 / only : 1);
  const divided = (t: Tensor) => (isExact ? t : div(t, isUniform ? only : tensor(counts, [...g.places])));
  const wide = [g.B, g.G, ...g.places];
  const y = scope(() => divided(convolve(x, filters(), null, g)).view(g.shape));
  return record(op, y, [x], (dy) => [scope(() => inputGradient(divided(dy.view(wide)), filters(), g).view(x.shape))]);
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
