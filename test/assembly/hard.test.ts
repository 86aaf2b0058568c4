import { describe, expect, test } from "vitest";
import { type Elementwise, proveElementwise } from "../helpers/elementwise.ts";
import { runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const { fround } = Math;
const third = fround(1 / 3);
const sixth = fround(1 / 6);
const clip = (x: number, low: number, high: number) => (x < low ? low : x > high ? high : x);
const hardsigmoid = (x: number) => fround(clip(fround(x + 3), 0, 6) * sixth);

/** Where parts of the formula change. */
const BREAKS = [-3, 3, -1.5, -0.5, 0.5];
const onBreaks = () => (noise() < 0.5 ? noise() * 4 : BREAKS[Math.floor((noise() + 1) * 2.5)]!);

const functions: Elementwise[] = [
  { kernel: "hardsigmoid", f: hardsigmoid, fill: onBreaks },
  {
    kernel: "replace_range",
    f: (x, gate, low, high, value) => (gate >= low! && gate <= high! ? value! : x),
    numbers: () => [-0.5, 0.5, 7],
    fill: onBreaks,
  },
  {
    kernel: "replace_range",
    f: (x, gate, low, high, value) => (gate >= low! || gate <= high! ? value! : x),
    numbers: () => [3, -3, -0],
    fill: onBreaks,
  },
  {
    kernel: "replace_range",
    f: (x, gate, _low, _high, value) => (gate > 0 ? value! : x),
    numbers: () => [2 ** -149, Infinity, 20],
  },
  { kernel: "hardswish", f: (x) => x * hardsigmoid(x), fill: onBreaks },
  {
    kernel: "hardswish_backward",
    f: (dy, x) => dy * (x <= -3 ? 0 : x >= 3 ? 1 : fround(fround(x + 1.5) * third)),
    fill: onBreaks,
  },
];

proveElementwise(functions);

/** It takes three arrays, which the formulas above do not. */
describe("select_positive", () => {
  const SPECIAL = [NaN, 0, -0, Infinity, -Infinity, 2 ** -149, -(2 ** -149)];

  test.each([0, 1, 3, 4, 5, 17, 130, 1000])("takes a where gate > 0, else b, for %i numbers", (items) => {
    const gates = Array.from({ length: items }, (_, i) => (i % 3 === 0 ? SPECIAL[(i / 3) % 7]! : noise()));
    for (const place of [null, 0, 1, 2]) {
      const inputs = [
        { length: items, fill: (i: number) => i + 0.5 },
        { length: items, fill: (i: number) => -i - 0.5 },
        { length: items, fill: (i: number) => gates[i]! },
      ];
      const y = place === null ? { length: items } : inputs[place]!;
      const [result] = runCase({ kernel: "select_positive", args: [y, ...inputs], items });
      expect([...result!.floats()]).toEqual(gates.map((gate, i) => (gate > 0 ? i + 0.5 : -i - 0.5)));
    }
  });
});
