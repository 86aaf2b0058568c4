import { describe, expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { type Operand, runCase, small } from "../helpers/kernels.ts";

/** Powers as the kernels have them: 0 stands for the largest difference. */
const POWERS = [0, 1, 2];
/** Rows, columns and depths at, below and past the blocks of 2, 8 and 4. */
const SIZES = [
  [1, 1, 1],
  [2, 7, 3],
  [3, 8, 4],
  [5, 9, 5],
  [4, 17, 0],
  [1, 20, 33],
  [7, 1, 6],
] as const;

/** The distance of two rows by definition; its square for power 2. */
function distance(a: Float32Array, b: Float32Array, power: number): number {
  const differences = Array.from(a, (v, d) => Math.abs(v - b[d]!));
  if (power === 0) return Math.max(0, ...differences);
  return differences.reduce((sum, d) => sum + d ** power, 0);
}

describe.each(POWERS)("power %i", (power) => {
  test.each(SIZES)("distances of %i rows from %i rows of %i numbers", (M, N, D) => {
    for (const L of [1, 3]) {
      const [y, a, b] = runCase({
        kernel: "distances",
        args: [{ length: L * M * N }, small(L * M * D), small(L * N * D), M, N, D, power],
        items: L * M,
      }).map((r) => r.floats()) as [Float32Array, Float32Array, Float32Array];
      const row = (x: Float32Array, i: number) => x.subarray(i * D, (i + 1) * D);
      const expected = Float32Array.from(y, (_, i) => {
        const [l, j] = [Math.floor(i / (M * N)), i % N];
        return distance(row(a, Math.floor(i / N)), row(b, l * N + j), power);
      });
      expect(y).toEqual(expected);
    }
  });

  test("distances of rows longer than a block", () => {
    const D = 8192 + 5;
    const [y, a, b] = runCase({
      kernel: "distances",
      args: [{ length: 9 }, small(D), small(9 * D), 1, 9, D, power],
      items: 1,
    }).map((r) => r.floats()) as [Float32Array, Float32Array, Float32Array];
    const expected = Array.from(y, (_, j) => distance(a, b.subarray(j * D, (j + 1) * D), power));
    expect(Array.from(y)).toEqual(expected);
  });

  test.each(SIZES)("distances_backward for %i rows and %i rows of %i numbers", (M, N, D) => {
    for (const L of [1, 3]) {
      for (const swap of [false, true]) {
        // Distances are whole, from 0 on; the differences of the first rows are 0.
        const whole: Operand = { length: L * M * N, fill: (i) => i % 4 };
        const [row, col] = swap ? [1, M] : [N, 1];
        const [da, a, b, dy, y] = runCase({
          kernel: "distances_backward",
          args: [
            { length: L * M * D },
            small(L * M * D),
            small(L * N * D),
            small(L * M * N),
            whole,
            ...[M, N, D, row, col, power],
          ],
          items: L * M,
        }).map((r) => r.floats()) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
        const expected = Float64Array.from(da, (_, at) => {
          const [item, d] = [Math.floor(at / D), at % D];
          const [l, i] = [Math.floor(item / M), item % M];
          let sum = 0;
          for (let j = 0; j < N; j++) {
            const o = l * M * N + i * row + j * col;
            const difference = a[at]! - b[(l * N + j) * D + d]!;
            if (power === 2) sum += y[o] === 0 ? 0 : (dy[o]! / y[o]!) * difference;
            else if (power === 1 || Math.abs(difference) === y[o]) sum += dy[o]! * Math.sign(difference);
          }
          return sum;
        });
        expectClose(da, expected, 1e-6, `${L} of ${M}×${N}×${D}`);
      }
    }
  });
});
