// Proves a kernel y[i] = f(x[i], …): at every size, in place, and where numbers end.

import { describe, expect, test } from "vitest";
import { type launch, NAMES, SIGNATURES } from "../../src/wasm/generated/launch.ts";
import { expectUlps } from "./close.ts";
import { filled, type Operand, runCase } from "./kernels.ts";
import { noise } from "./random.ts";

/** A kernel, and what it should compute. */
export interface Elementwise {
  readonly kernel: keyof typeof launch;
  /** The formula, of one number from each input and then the kernel's own numbers; may be rounded on the way. */
  readonly f: (...x: number[]) => number;
  /** By how many units of the last place a result may differ; default 0: f, rounded once. */
  readonly ulps?: number;
  /** One number of an input; default noise in [−4, 4). */
  readonly fill?: () => number;
  /** The kernel's own numbers, which may depend on the number of elements; default none. */
  readonly numbers?: (items: number) => readonly number[];
  /** Which arrays hold int32; default none. */
  readonly ints?: { readonly x?: boolean; readonly y?: boolean };
}

/** Around the blocks of the loops (4 and 16), and enough for seven parts. */
const SIZES = [0, 1, 3, 4, 5, 15, 16, 17, 31, 33, 63, 130, 1000];

type Numbers = Float32Array | Int32Array;

const ENDS = [0, 1, 1.5, 2 ** -149, 2 ** -130, 2 ** -126, 2 ** 127, 3.4028234663852886e38, Infinity];
const SPECIAL = [NaN, ...ENDS, ...ENDS.map((x) => -x)];
const SPECIAL_INTS = [0, 1, -1, 7, -7, 65537, 2 ** 24 + 1, 2 ** 31 - 1, 1 - 2 ** 31, -(2 ** 31)];

/** Declares the tests of some elementwise kernels. */
export function proveElementwise(kernels: readonly Elementwise[]): void {
  describe.each(kernels)("$kernel", (each) => {
    const ints = each.ints?.x ?? false;
    const { kernel, fill = () => noise() * (ints ? 2 ** 31 : 4) } = each;
    const inputs = SIGNATURES[NAMES.indexOf(kernel)]!.split("r").length - 1;

    test("agrees with its formula at every size, in place too", () => {
      for (const items of SIZES) {
        const x = Array.from({ length: inputs }, () => filled(items, fill, ints));
        for (const place of [null, ...x.keys()]) check(each, x, place);
      }
    });

    test("follows its formula where numbers end", () => {
      const special = ints ? SPECIAL_INTS : SPECIAL;
      // Every special number meets every other one.
      const length = special.length ** inputs;
      const which = (i: number, input: number) => Math.floor(i / special.length ** input) % special.length;
      const x = Array.from({ length: inputs }, (_, k) => filled(length, (i) => special[which(i, k)]!, ints));
      check(each, x, null);
    });
  });
}

/** Runs the kernel on `x`, its result in memory of its own or in place of input number `place`. */
function check({ kernel, f, ulps = 0, numbers, ints = {} }: Elementwise, x: readonly Numbers[], place: number | null) {
  const items = x[0]!.length;
  const operands = x.map((values): Operand => ({ length: items, ints: ints.x ?? false, fill: (i) => values[i]! }));
  const y = place === null ? { length: items, ints: ints.y ?? false } : operands[place]!;
  const own = numbers?.(items) ?? [];
  const [result] = runCase({ kernel, args: [y, ...operands, ...own], items });
  const expected = Float64Array.from({ length: items }, (_, i) => f(...x.map((values) => values[i]!), ...own));
  const what = `${kernel} of ${items}${place === null ? "" : `, in place of input ${place}`}`;
  if (ints.y)
    expect(
      result!.ints().findIndex((value, i) => value !== (expected[i]! | 0)),
      what,
    ).toBe(-1);
  else expectUlps(result!.floats(), expected, ulps, what);
}
