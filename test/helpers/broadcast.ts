// Proves a binary kernel with broadcasting, y[l, m, n] = f(a[l, m, n], b[l, m, n]): see assembly/broadcast.ts.

import { describe, expect, test } from "vitest";
import type { launch } from "../../src/wasm/generated/launch.ts";
import { expectUlps } from "./close.ts";
import { type Elementwise, proveElementwise } from "./elementwise.ts";
import { filled, runCase } from "./kernels.ts";

export interface Binary {
  readonly kernel: keyof typeof launch;
  /** The formula; may be rounded on the way, and is rounded once to the result's type. */
  readonly f: (a: number, b: number) => number;
  /** Whether all arrays hold int32; default float32. */
  readonly ints?: boolean;
  /** Whether the result is int32; default what `ints` says. */
  readonly gives?: "int32";
  /** By how many units of the last place a float32 result may differ; default 0. */
  readonly ulps?: number;
  /** The kernel's own numbers, behind the strides; default none. */
  readonly numbers?: readonly number[];
}

type Three = [l: number, m: number, n: number];

/** Declares the tests of some binary kernels: elementwise, and with each operand repeated along any axes. */
export function proveBinary(kernels: readonly Binary[]): void {
  proveElementwise(
    kernels.map(({ kernel, f, ints = false, gives, ulps = 0, numbers = [] }): Elementwise => {
      return {
        kernel,
        f: (a, b) => f(a, b),
        ulps,
        ints: { x: ints, y: ints || gives === "int32" },
        numbers: (items) => [1, items, 0, 0, 1, 0, 0, 1, ...numbers],
      };
    }),
  );

  describe.each(kernels)("$kernel", (each) => {
    test.each([1, 3, 4, 17, 35])("repeats operands along any axes, rows of %i", (N) => {
      for (let a = 0; a < 8; a++) for (let b = 0; b < 8; b++) if (N === 1 || ((a | b) & 1) === 1) check(each, N, a, b);
    });
  });
}

/** Runs over [2, 3, N]; bit 2, 1, 0 of `a` and `b`: the operand has axis l, m, n; else it repeats along it. */
function check(
  { kernel, f, ints = false, gives, ulps = 0, numbers = [] }: Binary,
  N: number,
  a: number,
  b: number,
): void {
  const sizes: Three = [2, 3, N];
  const as = stridesOf(a, sizes, 0);
  const bs = stridesOf(b, sizes, 2);
  const operand = (strides: Three) => ({ length: 1 + dot(strides, [1, 2, N - 1]), ints });
  const items = 6 * N;
  const results = runCase({
    kernel,
    args: [{ length: items, ints }, operand(as), operand(bs), 3, N, ...as, ...bs, ...numbers],
    items,
  });
  const [, x, z] = results.map((array) => (ints ? array.ints() : array.floats()));
  const one = (i: number) => {
    const place: Three = [Math.floor(i / (3 * N)), Math.floor(i / N) % 3, i % N];
    return f(x![dot(as, place)]!, z![dot(bs, place)]!);
  };
  if (ints || gives === "int32") expect(results[0]!.ints()).toEqual(filled(items, one, true));
  else
    expectUlps(
      results[0]!.floats(),
      Float64Array.from({ length: items }, (_, i) => one(i)),
      ulps,
    );
}

/** Strides of an operand that has the axes in `has`, with `gap` numbers unused behind each row. */
function stridesOf(has: number, [, M, N]: Three, gap: number): Three {
  const n = has & 1;
  const m = has & 2 ? (n ? N : 1) + gap : 0;
  const l = has & 4 ? (m ? M * m : (n ? N : 1) + gap) : 0;
  return [l, m, n];
}

function dot(a: Three, b: Three): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
