// Runs the update kernels of optimizers beside their rules in float64.

import { expect } from "vitest";
import { type KernelName, type Operand, runCase } from "./kernels.ts";
import { noise } from "./random.ts";

const SIZES = [0, 1, 3, 4, 5, 15, 16, 17, 33, 1000];

export const floats = (...values: number[]): Operand => ({ length: values.length, fill: (i) => values[i]! });
/** Float64 cells, as words. */
export const doubles = (...values: number[]): Operand => {
  const words = new Int32Array(Float64Array.from(values).buffer);
  return { length: words.length, ints: true, fill: (i) => words[i]! };
};

/** An update kernel, whose arguments are the parameter, its buffers, the gradient, the factors and whatever else. */
export interface UpdateCase {
  readonly kernel: KernelName;
  /** What each buffer starts with; null for one that the kernel does without. */
  readonly buffers: readonly ((() => number) | null)[];
  readonly factors: readonly number[];
  readonly more?: readonly number[];
  /** The rule for one number: the parameter and the buffers afterwards. */
  readonly rule: (w: number, g: number, buffers: readonly number[], factors: readonly number[]) => number[];
}

/** Numbers from 0.25 to 1, as sums of squares may be. */
export const positive = (): number => 0.625 + 0.375 * noise();

/** Compares a kernel with its rule at every size, a few roundings of numbers below 2 apart. */
export function expectUpdate({ kernel, buffers, factors, more = [], rule }: UpdateCase): void {
  const now = factors.map(Math.fround);
  for (const items of SIZES) {
    const starts = [noise, ...buffers].map((value) => (value === null ? 0 : known(items, value)));
    const dw = known(items, noise);
    const args = [...starts, dw].map((o) => (o === 0 ? 0 : o.operand));
    const results = runCase({ kernel, args: [...args, floats(...now), ...more], items });
    const operands = starts.filter((o) => o !== 0);
    const expected = Array.from({ length: items }, (_, i) => {
      const [w, ...kept] = operands.map(({ before }) => before[i]!);
      return rule(w!, dw.before[i]!, kept, now);
    });
    operands.forEach((_, k) => {
      const got = results[k]!.floats();
      const distance = Math.max(0, ...expected.map((values, i) => Math.abs(values[k]! - got[i]!)));
      expect(distance, `${kernel}: operand ${k} of ${items}`).toBeLessThanOrEqual(8 * 2 ** -24);
    });
  }
}

/** An operand with what it holds before the run, since the run overwrites it. */
function known(length: number, value: () => number): { operand: Operand; before: Float32Array } {
  const before = Float32Array.from({ length }, value);
  return { operand: { length, fill: (i) => before[i]! }, before };
}
