import { tensor } from "../src/tensor/creation.ts";
import { type Shape, sizeOf } from "../src/tensor/shape.ts";
import type { Tensor } from "../src/tensor/tensor.ts";

let state = 1;

/** n numbers in [−1, 1) from one seeded stream. */
export function noise(n: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** n whole numbers in [0, below). */
export function indices(n: number, below: number): Int32Array<ArrayBuffer> {
  return Int32Array.from(noise(n), (x) => Math.floor(((x + 1) / 2) * below));
}

/** The same numbers on both sides. */
export function both(data: Float32Array, ...shape: Shape): { data: Float32Array; t: Tensor } {
  return { data, t: tensor(data, shape) };
}

/** A place for results on both sides. */
export function results(...shape: Shape): { data: Float32Array; t: Tensor } {
  return both(new Float32Array(sizeOf(shape)), ...shape);
}
