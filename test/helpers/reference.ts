// What the tests' float64 references share: which numbers of the operands meet in which number of a result.

import { type Shape, sizeOf, stridesOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

/** The index along each axis of element `i` of a contiguous tensor. */
export function indexOf(i: number, shape: Shape): number[] {
  return stridesOf(shape).map((step, axis) => Math.floor(i / step) % shape[axis]!);
}

/** y[…] = f(a[…], b[…]) in float64, by NumPy's broadcasting to `shape`. */
export function broadcasted(f: (a: number, b: number) => number, a: Tensor, b: Tensor, shape: Shape): Float64Array {
  const [as, bs] = [a.data, b.data];
  const place = (index: readonly number[], t: Tensor) => {
    const own = index.slice(index.length - t.rank);
    return stridesOf(t.shape).reduce((sum, step, axis) => sum + (t.shape[axis] === 1 ? 0 : own[axis]! * step), 0);
  };
  return Float64Array.from({ length: sizeOf(shape) }, (_, i) => {
    const index = indexOf(i, shape);
    return f(as[place(index, a)]!, bs[place(index, b)]!);
  });
}

/** For each result of a reduction of `shape` over `axes`, the elements that it is made of, in order. */
export function groupsOf(shape: Shape, axes: readonly number[]): number[][] {
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const kept = shape.map((_, axis) => axis).filter((axis) => !reduced.has(axis));
  const sizes = kept.map((axis) => shape[axis]!);
  const strides = stridesOf(sizes);
  const groups = Array.from({ length: sizeOf(sizes) }, (): number[] => []);
  for (let i = 0; i < sizeOf(shape); i++) {
    const index = indexOf(i, shape);
    groups[kept.reduce((sum, axis, k) => sum + index[axis]! * strides[k]!, 0)]!.push(i);
  }
  return groups;
}
