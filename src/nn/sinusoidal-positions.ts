import { checkValue } from "../base/check.ts";
import { tensor } from "../tensor/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * A vector for each of `length` places, waves of D / 2 frequencies: `y[t, 2i] = sin(t / 10000^(2i / D))`, and the cosine at `2i + 1`.
 *
 * Shapes: `y [T, D]`. Throws `ValueError` unless both are whole numbers, `length` from 0 on and `D` from 1 on.
 * Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.5.
 */
export function sinusoidalPositions(length: number, D: number): Tensor {
  return tensor(sinusoids(length, D), [length, D]);
}

/** The numbers of `sinusoidalPositions`. */
export function sinusoids(length: number, D: number): Float32Array<ArrayBuffer> {
  const op = "sinusoidalPositions";
  checkValue(op, "length", length, Number.isSafeInteger(length) && length >= 0, "a whole number from 0 on");
  checkValue(op, "D", D, Number.isSafeInteger(D) && D > 0, "a whole number from 1 on");
  return Float32Array.from({ length: length * D }, (_, k) => {
    const d = k % D;
    const angle = Math.floor(k / D) / 10000 ** ((d - (d % 2)) / D);
    return d % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
