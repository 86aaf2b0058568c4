import { describe, expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { type Operand, runCase, small } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

type Numbers = Float32Array | Int32Array;

const SIZES = [
  [1, 1, 1],
  [3, 3, 1],
  [2, 4, 1],
  [5, 5, 1],
  [3, 8, 1],
  [7, 11, 1],
  [3, 1, 5],
  [2, 6, 3],
  [2, 5, 4],
  [3, 4, 9],
  [2, 3, 33],
] as const;

/** y[l, r, n] from x[l, r, n], along r, or from its end. */
function scanned(x: Numbers, R: number, N: number, reverse: boolean, f: (a: number, b: number) => number): number[] {
  const y = [...x];
  for (let i = 0; i < y.length; i++) {
    const at = reverse ? y.length - 1 - i : i;
    const r = Math.floor(at / N) % R;
    if (r !== (reverse ? R - 1 : 0)) y[at] = f(y[reverse ? at + N : at - N]!, x[at]!);
  }
  return y;
}

/** Powers of 2 of either sign, whose products are exact in any order, and a zero now and then. */
const powers = (length: number): Operand => ({
  length,
  fill: (i) => (i % 19 === 18 ? 0 : Math.sign(noise()) * 2 ** Math.round(noise())),
});

describe.each([
  { kernel: "cumsum", operand: small, f: (a: number, b: number) => a + b },
  { kernel: "cumprod", operand: powers, f: (a: number, b: number) => a * b },
  {
    kernel: "cumsum_int",
    operand: (length: number) => ({ length, ints: true }),
    f: (a: number, b: number) => (a + b) | 0,
  },
  { kernel: "cumprod_int", operand: (length: number) => ({ length, ints: true }), f: Math.imul },
] as const)("$kernel", ({ kernel, operand, f }) => {
  test.each(SIZES)("along the middle of [%i, %i, %i]", (L, R, N) => {
    for (const reverse of [false, true]) {
      const args = [{ length: L * R * N }, operand(L * R * N), R, N, Number(reverse)];
      const [y, x] = runCase({ kernel, args, items: L * N }).map((a) =>
        kernel.endsWith("int") ? a.ints() : a.floats(),
      );
      // −0 is 0 here.
      expect([...y!].map((v) => v + 0)).toEqual(scanned(x!, R, N, reverse, f).map((v) => v + 0));
    }
  });
});

test.each(SIZES)("cumprod_backward along the middle of [%i, %i, %i]", (L, R, N) => {
  for (const last of [false, true]) {
    const x = Float32Array.from({ length: L * R * N }, (_, i) => (i % 7 === 3 ? 0 : 1 + noise() / 2));
    const y = scanned(x, R, N, false, (a, b) => a * b);
    const args = [
      { length: x.length },
      { length: last ? L * N : x.length },
      { length: x.length, fill: (i: number) => x[i]! },
      { length: x.length, fill: (i: number) => y[i]! },
      R,
      N,
      Number(last),
    ];
    const [dx, dy] = runCase({ kernel: "cumprod_backward", args, items: L * N }).map((a) => a.floats());
    const expected = [...x.keys()].map((at) => {
      const [l, k, n] = [Math.floor(at / (R * N)), Math.floor(at / N) % R, at % N];
      let sum = 0;
      for (let j = last ? R - 1 : k; j < R; j++) {
        let others = 1;
        for (let i = 0; i <= j; i++) if (i !== k) others *= x[(l * R + i) * N + n]!;
        sum += others * dy![last ? l * N + n : (l * R + j) * N + n]!;
      }
      return sum;
    });
    expectClose(dx!, expected, 1e-6);
  }
});
