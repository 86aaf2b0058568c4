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
  const sizes: Six = [1, 1, 1, 1, 1, 1];
  const steps: Six = [0, 0, 0, 0, 0, 0];
  let first = 6;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const n = shape[axis]!;
    if (n === 1) continue;
    if (first < 6 && strides[axis] === steps[first]! * sizes[first]!) sizes[first]! *= n;
    else {
      first--;
      sizes[first] = n;
      steps[first] = strides[axis]!;
    }
  }
  if (first < 0) {
    throw new ShapeError(`${op}: ${formatShape(shape)} has ${6 - first} axes that do not merge, expected at most 6`);
  }
  return { sizes, strides: steps };
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
