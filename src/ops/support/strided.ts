import { ShapeError } from "../../base/errors.ts";
import { formatShape, type Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

type Six = [number, number, number, number, number, number];

/**
 * Axes as the strided kernels want them: axes of size 1 dropped, axes that continue each other merged, six in all, the
 * last of them innermost. Throws `ShapeError` if more than six remain.
 */
export function mergeAxes(op: string, shape: Shape, strides: readonly number[]): { sizes: Six; strides: Six } {
  const sizes: number[] = [];
  const steps: number[] = [];
  shape.forEach((n, axis) => {
    const step = strides[axis]!;
    if (n === 1) return;
    const last = sizes.length - 1;
    if (last >= 0 && steps[last] === step * n) {
      sizes[last]! *= n;
      steps[last] = step;
    } else {
      sizes.push(n);
      steps.push(step);
    }
  });
  if (sizes.length > 6) {
    throw new ShapeError(`${op}: ${formatShape(shape)} has ${sizes.length} axes that do not merge, expected at most 6`);
  }
  while (sizes.length < 6) {
    sizes.unshift(1);
    steps.unshift(0);
  }
  return { sizes: sizes as Six, strides: steps as Six };
}

/** A contiguous tensor of `shape` that reads `x` through `strides` (elements), from element `start` on. */
export function fromStrided(op: string, x: Tensor, shape: Shape, strides: readonly number[], start = 0): Tensor {
  const y = new Tensor(shape, x.dtype);
  const merged = mergeAxes(op, shape, strides);
  launch.copy_from_strided(y.address, x.address + 4 * start, ...merged.sizes, ...merged.strides, y.size);
  return y;
}

/** Writes `x` into the window of `y` that `strides` span from element `start` on. */
export function toStrided(op: string, y: Tensor, x: Tensor, strides: readonly number[], start = 0): void {
  const merged = mergeAxes(op, x.shape, strides);
  launch.copy_to_strided(y.address + 4 * start, x.address, ...merged.sizes, ...merged.strides, x.size);
}
