// Matrices for the product kernels, and what their product is.

import { expect } from "vitest";
import { type Operand, small } from "./kernels.ts";

/** How a matrix lies in memory: its rows contiguous, its columns contiguous, or neither. */
export type Layout = "rows" | "columns" | "scattered";

export const LAYOUTS: readonly [a: Layout, b: Layout][] = [
  ["rows", "rows"],
  ["columns", "rows"],
  ["rows", "columns"],
  ["columns", "columns"],
  ["scattered", "scattered"],
];

/** A bias for some sizes, none for others; also where there is nothing to sum. */
export function biasFor(N: number, K: number): Operand | null {
  return (N + K) % 2 === 0 ? null : small(N);
}

/** A matrix of small whole numbers. */
export interface Matrix {
  readonly operand: Operand;
  readonly strides: readonly [row: number, col: number];
  /** Element (i, j) of what the operand has become. */
  of(data: Float32Array): (i: number, j: number) => number;
}

/** A matrix in memory with gaps between what lies together; a gap holds NaN, and nobody may read it. */
export function matrix(rows: number, cols: number, layout: Layout): Matrix {
  const row = layout === "rows" ? cols + 3 : layout === "columns" ? 1 : 2 * cols + 1;
  const col = layout === "rows" ? 1 : layout === "columns" ? rows + 2 : 2;
  const length = rows * cols === 0 ? 0 : (rows - 1) * row + (cols - 1) * col + 1;
  const values = new Float32Array(length).fill(Number.NaN);
  const value = small(1).fill!;
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) values[i * row + j * col] = value(0);
  return {
    operand: { length, fill: (i) => values[i]! },
    strides: [row, col],
    of: (data) => (i, j) => data[i * row + j * col]!,
  };
}

type Element = (i: number, j: number) => number;

/** Fails unless `c` is A·B + bias to the bit: the numbers are small enough for that. */
export function expectProduct(
  c: Float32Array,
  a: Element,
  b: Element,
  bias: Float32Array | null,
  [M, N, K]: readonly [M: number, N: number, K: number],
  what: string,
): void {
  expect(c.length, what).toBe(M * N);
  const wrong = c.findIndex((value, item) => {
    const i = Math.floor(item / N);
    const j = item % N;
    let sum = bias === null ? 0 : bias[j]!;
    for (let k = 0; k < K; k++) sum += a(i, k) * b(k, j);
    return value !== sum;
  });
  expect(wrong, `${what}: first wrong element`).toBe(-1);
}
