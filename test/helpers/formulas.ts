// Proves the formulas of the losses' kernels, y = g · F(a, b, d).

import { describe, expect, test } from "vitest";
import { type Operand, runCase } from "./kernels.ts";
import { noise } from "./random.ts";

/** One formula, and what it computes. */
export interface FormulaCase {
  readonly formula: number;
  readonly f: (a: number, b: number, d: number) => number;
  readonly p?: number;
  readonly q?: number;
  readonly r?: number;
  /** What becomes of noise in [−4, 4) to make an operand. */
  readonly ofA?: (x: number) => number;
  readonly ofB?: (x: number) => number;
  readonly ofD?: (x: number) => number;
}

/** Around the blocks of the loop, and enough for seven parts. */
const SIZES = [0, 1, 3, 4, 5, 15, 16, 17, 33, 130];
/** Of the numbers that a result is made of, which are about 1 or larger. */
const TOLERANCE = 2e-6;

/** Declares the tests of a kernel of losses. */
export function proveFormulas(kernel: "straight_loss" | "bent_loss", cases: readonly FormulaCase[]): void {
  describe.each(cases)(`${kernel} $formula, p $p, q $q`, ({ formula, f, ofA, ofB, ofD, ...numbers }) => {
    const { p = 0, q = 0, r = 0 } = numbers;
    const operand = (length: number, of = (x: number) => x): Operand => {
      const values = Float32Array.from({ length }, () => of(4 * noise()));
      return { length, fill: (i) => values[i]! };
    };
    const run = (items: number, g: Operand | number, step: number, place: "y" | "g" | "a" | "b" | "d") => {
      const [a, b, d] = [operand(items, ofA), operand(items, ofB), operand(items, ofD)];
      const y = { y: { length: items }, g: typeof g === "number" ? a : g, a, b, d }[place];
      const results = runCase({ kernel, args: [y, g, a, b, d, step, formula, p, q, r], items });
      const got = results[0]!.floats();
      for (let i = 0; i < items; i++) {
        const scale = typeof g === "number" ? 1 : Math.fround(g.fill!(step * i));
        const want = scale * f(...([a, b, d].map((x) => Math.fround(x.fill!(i))) as [number, number, number]));
        const largest = Math.max(1, Math.abs(want), ...[a, b, d].map((x) => Math.abs(x.fill!(i)) ** 2));
        expect(Math.abs(got[i]! - want), `${items} items, number ${i}`).toBeLessThanOrEqual(TOLERANCE * largest);
      }
    };

    test("agrees with its formula at every size, in place too, times g, one g for all, and none", () => {
      for (const items of SIZES) {
        for (const place of ["y", "g", "a", "b", "d"] as const) run(items, operand(items), 1, place);
        run(items, operand(1), 0, "y");
        run(items, 0, 0, "y");
      }
    });

    test("shows NaN in g, and nowhere else than where it stands", () => {
      const length = 20;
      const ones = (at: number): Operand => ({ length, fill: (i) => (i === at ? NaN : 0.5) });
      const [y, g, a] = [{ length }, ones(3), ones(7)];
      const clean = ones(-1);
      const [got] = runCase({ kernel, args: [y, g, a, clean, clean, 1, formula, p, q, r], items: length });
      const broken = [...got!.floats().keys()].filter((i) => Number.isNaN(got!.floats()[i]));
      expect(broken).toContain(3);
      expect(broken.filter((i) => i !== 3 && i !== 7)).toEqual([]);
    });
  });
}
