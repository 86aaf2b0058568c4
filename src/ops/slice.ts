import { record } from "../autograd/tape.ts";
import { ShapeError, ValueError } from "../base/errors.ts";
import { zeros } from "../tensor/creation.ts";
import { formatShape, type Shape, stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { fromStrided, toStrided } from "./support/strided.ts";

/**
 * What `slice` keeps of an axis: indices from `start` up to, but without, `end`, `step` apart; null keeps all of it.
 * Negative ones count from the end, null ones mean the axis' own ends, and what lies outside of it is left out. A negative
 * step goes backwards. `step` is 1 by default.
 */
export type SliceRange = readonly [start: number | null, end: number | null, step?: number] | null;

/**
 * The part of `x` that lies in `ranges`, one for each leading axis, as NumPy's `x[start:end:step, …]`. A part that is one
 * run of memory, such as rows in a row, shares it; any other is a copy.
 *
 * Shapes: `x` → as many axes, each as long as its range. Gradients: `dx = dy` in its place, 0 elsewhere.
 * Throws `ShapeError` for more ranges than axes, `ValueError` for a fraction or a step of 0.
 */
export function slice(x: Tensor, ranges: readonly SliceRange[]): Tensor {
  if (ranges.length > x.rank) {
    throw new ShapeError(
      `slice: ${ranges.length} ranges are given, expected at most ${x.rank} for ${formatShape(x.shape)}`,
    );
  }
  const steps = stridesOf(x.shape);
  let start = 0;
  const shape = x.shape.map((n, axis) => {
    const range = resolve(ranges[axis] ?? null, axis, n);
    start += range.start * steps[axis]!;
    steps[axis]! *= range.step;
    return range.length;
  });
  const y = isRun(shape, steps) ? x.view(shape, start) : fromStrided("slice", x, shape, steps, start);
  return record("slice", y, [x], (dy) => {
    const dx = zeros(x.shape);
    toStrided("slice", dx, dy, steps, start);
    return [dx];
  });
}

function resolve(range: SliceRange, axis: number, n: number): { start: number; length: number; step: number } {
  const [from, to, step = 1] = range ?? [null, null];
  if (![from ?? 0, to ?? 0, step].every(Number.isInteger) || step === 0) {
    throw new ValueError(
      `slice: ranges[${axis}] is [${range!.map(String).join(", ")}], expected whole numbers or null, and a step other than 0`,
    );
  }
  // Going backwards, the place before the first element is an end, and −1 stands for it.
  const [low, high] = step > 0 ? [0, n] : [-1, n - 1];
  const place = (i: number) => Math.min(Math.max(i < 0 ? i + n : i, low), high);
  const start = from === null ? (step > 0 ? low : high) : place(from);
  const end = to === null ? (step > 0 ? high : low) : place(to);
  return { start, length: Math.max(0, Math.ceil((end - start) / step)), step };
}

/** Whether elements of `shape`, `steps` apart, follow each other in memory. */
function isRun(shape: Shape, steps: readonly number[]): boolean {
  const dense = stridesOf(shape);
  return shape.every((n, axis) => n === 1 || steps[axis] === dense[axis]);
}
