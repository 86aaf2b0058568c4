import { record } from "../../autograd/tape.ts";
import { ShapeError } from "../../base/errors.ts";
import { full, tensor } from "../../tensor/creation.ts";
import { scope } from "../../tensor/scope.ts";
import { formatShape, sizeOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

/** What stands around: x mirrored at its border, its border, or x again. */
export type BorderMode = "reflect" | "replicate" | "circular";

/** Which place of an axis of n stands at place i, below 0 or from n on. */
const SOURCE: Record<BorderMode, (i: number, n: number) => number> = {
  reflect: (i, n) => (i < 0 ? -i : i < n ? i : 2 * (n - 1) - i),
  replicate: (i, n) => Math.min(Math.max(i, 0), n - 1),
  circular: (i, n) => (i + n) % n,
};

/** At most how many places can stand before or behind an axis of n. */
const MOST: Record<BorderMode, (n: number) => number> = {
  reflect: (n) => n - 1,
  replicate: (n) => (n === 0 ? 0 : Infinity),
  circular: (n) => n,
};

/** `x` with places of its own around it, axis by axis, and its gradient. */
export function padBorder(x: Tensor, mode: BorderMode, before: readonly number[], behind: readonly number[]): Tensor {
  const padded = [...x.shape.keys()].filter((axis) => before[axis]! > 0 || behind[axis]! > 0);
  for (const axis of padded) {
    const most = MOST[mode](x.shape[axis]!);
    if (before[axis]! > most || behind[axis]! > most) {
      throw new ShapeError(
        `pad: x is ${formatShape(x.shape)}, expected more than ${x.shape[axis]} on axis ${axis} for mode "${mode}" ` +
          `and widths [${before[axis]}, ${behind[axis]}]`,
      );
    }
  }
  const along = (t: Tensor, axis: number, to: Tensor, isBack: boolean): Tensor => {
    const n = x.shape[axis]!;
    const I = before[axis]! + n + behind[axis]!;
    const index = tensor(Int32Array.from({ length: I }, (_, i) => SOURCE[mode](i - before[axis]!, n)));
    const L = sizeOf(t.shape.slice(0, axis));
    const N = sizeOf(t.shape.slice(axis + 1));
    if (isBack) launch.scatter_add(to.address, t.address, index.address, n, I, N, 1, 0, L * N);
    else launch.gather(to.address, t.address, index.address, n, I, N, L * I);
    return to;
  };
  const resized = (t: Tensor, axis: number, size: number) => t.shape.map((n, a) => (a === axis ? size : n));
  const y = scope(() =>
    padded.reduce((t, axis) => {
      const size = before[axis]! + t.shape[axis]! + behind[axis]!;
      return along(t, axis, new Tensor(resized(t, axis, size), x.dtype), false);
    }, x.view(x.shape)),
  );
  return record("pad", y, [x], (dy) => [
    scope(() =>
      padded.reduceRight(
        (t, axis) => along(t, axis, full(resized(t, axis, x.shape[axis]!), 0), true),
        dy.view(dy.shape),
      ),
    ),
  ]);
}
