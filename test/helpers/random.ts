import { tensor } from "../../src/tensor/creation.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

const START = 1;
let state = START;

/** Begins the stream again. */
export function resetNoise(): void {
  state = START;
}

/** Numbers in [−1, 1) from one seeded stream (a linear congruence: tests of the library's generator do not use it). */
export function noise(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
}

/** A tensor of numbers in [−1, 1). */
export function randomTensor(...shape: Shape): Tensor {
  return tensor(Float32Array.from({ length: sizeOf(shape) }, noise), shape);
}
