// The accuracy that assembly/math.ts states, on 2¹⁷ float32 numbers and more a function.

import { describe, expect, test } from "vitest";
import { expectUlps } from "../helpers/close.ts";
import { erf } from "../helpers/erf.ts";
import { type KernelName, runCase } from "../helpers/kernels.ts";
import { even, everySize, MOST, POINTS } from "../helpers/points.ts";

const { acos, asin, atan, cos, cosh, exp, expm1, log, log1p, sin, sinh, tan, tanh } = Math;
const sigmoid = (x: number) => 1 / (1 + exp(-x));

interface Accuracy {
  readonly kernel: KernelName;
  readonly what: string;
  readonly f: (x: number) => number;
  readonly ulps: number;
  readonly x: (i: number) => number;
  /** The kernel's own numbers; default none. */
  readonly own?: readonly number[];
}

const functions: readonly Accuracy[] = [
  { kernel: "exp", what: "all of its range", f: exp, ulps: 1.03, x: even(-104, 89) },
  { kernel: "exp", what: "small numbers", f: exp, ulps: 1.03, x: everySize(2 ** -30, 1) },
  { kernel: "exp", what: "small numbers below 0", f: exp, ulps: 1.03, x: everySize(-(2 ** -30), -1) },
  { kernel: "log", what: "all of its range", f: log, ulps: 0.85, x: everySize(2 ** -149, MOST) },
  { kernel: "log", what: "denormals", f: log, ulps: 0.85, x: everySize(2 ** -149, 2 ** -126) },
  { kernel: "log", what: "numbers around 1", f: log, ulps: 0.85, x: even(0.5, 2) },
  { kernel: "sigmoid", what: "all of its range", f: sigmoid, ulps: 2.5, x: even(-88.37, 40) },
  { kernel: "sigmoid", what: "numbers around 0", f: sigmoid, ulps: 2.5, x: even(-1, 1) },
  { kernel: "tanh", what: "all sizes", f: tanh, ulps: 1.34, x: everySize(2 ** -149, MOST) },
  { kernel: "tanh", what: "where it bends", f: tanh, ulps: 1.34, x: even(-10, 10) },
  { kernel: "tanh", what: "where its formulas meet", f: tanh, ulps: 1.34, x: even(0.5, 0.75) },
  { kernel: "erf", what: "all sizes", f: erf, ulps: 1.2, x: everySize(2 ** -149, MOST) },
  { kernel: "erf", what: "where it bends", f: erf, ulps: 1.2, x: even(-4.2, 4.2) },
  { kernel: "erf", what: "where its formulas meet", f: erf, ulps: 1.2, x: even(0.85, 1) },
  { kernel: "expm1", what: "all of its range", f: expm1, ulps: 1.7, x: even(-20, 89) },
  { kernel: "expm1", what: "small numbers", f: expm1, ulps: 1.7, x: everySize(2 ** -149, 1) },
  { kernel: "expm1", what: "where its formulas meet", f: expm1, ulps: 1.7, x: even(0.3, 0.4) },
  { kernel: "log1p", what: "all of its range", f: log1p, ulps: 1.4, x: everySize(2 ** -149, MOST) },
  { kernel: "log1p", what: "numbers below 0", f: log1p, ulps: 1.4, x: everySize(-(2 ** -149), -1) },
  { kernel: "log1p", what: "where its formulas meet", f: log1p, ulps: 1.4, x: even(-0.4, 0.6) },
  { kernel: "sine", what: "all sizes", f: sin, ulps: 1.6, x: everySize(2 ** -149, MOST), own: [0] },
  { kernel: "sine", what: "all sizes below 0", f: sin, ulps: 1.6, x: everySize(-(2 ** -149), -MOST), own: [0] },
  { kernel: "sine", what: "the first turns", f: sin, ulps: 1.6, x: even(-10, 10), own: [0] },
  { kernel: "sine", what: "where float64 ends", f: sin, ulps: 1.6, x: even(4e6, 4.4e6), own: [0] },
  { kernel: "sine", what: "cosines of all sizes", f: cos, ulps: 1.6, x: everySize(2 ** -149, MOST), own: [1] },
  { kernel: "sine", what: "cosines of the first turns", f: cos, ulps: 1.6, x: even(-10, 10), own: [1] },
  { kernel: "sine", what: "cosines where float64 ends", f: cos, ulps: 1.6, x: even(-4.4e6, -4e6), own: [1] },
  { kernel: "sine", what: "tangents of all sizes", f: tan, ulps: 3.6, x: everySize(2 ** -149, MOST), own: [2] },
  { kernel: "sine", what: "tangents of the first turns", f: tan, ulps: 3.6, x: even(-10, 10), own: [2] },
  { kernel: "arcsine", what: "all of its range", f: asin, ulps: 2, x: even(-1, 1), own: [0] },
  { kernel: "arcsine", what: "small numbers", f: asin, ulps: 2, x: everySize(2 ** -149, 1), own: [0] },
  { kernel: "arcsine", what: "cosines of all of its range", f: acos, ulps: 2, x: even(-1, 1), own: [1] },
  { kernel: "arcsine", what: "where its formulas meet", f: asin, ulps: 2, x: even(0.45, 0.6), own: [0] },
  { kernel: "atan", what: "all sizes", f: atan, ulps: 1.6, x: everySize(2 ** -149, MOST) },
  { kernel: "atan", what: "where its formulas meet", f: atan, ulps: 1.6, x: even(-1.6, 1.6) },
  { kernel: "hyperbolic", what: "all of its range", f: sinh, ulps: 2.3, x: even(-89.4, 89.4), own: [0] },
  { kernel: "hyperbolic", what: "small numbers", f: sinh, ulps: 2.3, x: everySize(2 ** -149, 1), own: [0] },
  { kernel: "hyperbolic", what: "cosines of all of its range", f: cosh, ulps: 1.6, x: even(-89.4, 89.4), own: [1] },
];

describe.each(functions)("$kernel, $what", ({ kernel, f, ulps, x, own = [] }) => {
  test(`is at most ${ulps} ulp off`, () => {
    const [y, used] = runCase({
      kernel,
      args: [{ length: POINTS }, { length: POINTS, fill: x }, ...own],
      items: POINTS,
    });
    expectUlps(y!.floats(), Float64Array.from(used!.floats(), f), ulps);
  });
});

/** Numbers beyond what a function tells apart, below and above, and what it gives for all of them. */
const beyond = [
  {
    kernel: "exp",
    below: [-104.1, -200, -1e30, -Infinity],
    above: [88.73, 200, 1e30, Infinity],
    limits: [0, Infinity],
  },
  { kernel: "sigmoid", below: [-88.4, -100, -1e30, -Infinity], above: [88.4, 100, 1e30, Infinity], limits: [0, 1] },
  { kernel: "tanh", below: [-10, -100, -1e30, -Infinity], above: [10, 100, 1e30, Infinity], limits: [-1, 1] },
  { kernel: "erf", below: [-3.93, -20, -1e30, -Infinity], above: [3.93, 20, 1e30, Infinity], limits: [-1, 1] },
  {
    kernel: "expm1",
    below: [-17.5, -200, -1e30, -Infinity],
    above: [88.73, 200, 1e30, Infinity],
    limits: [-1, Infinity],
  },
] as const;

test.each(beyond)("$kernel reaches its limits exactly", ({ kernel, below, above, limits: [low, high] }) => {
  const x = [...below, ...above];
  const [y] = runCase({ kernel, args: [{ length: 8 }, { length: 8, fill: (i) => x[i]! }], items: 8 });
  expect([...y!.floats()]).toEqual([low, low, low, low, high, high, high, high]);
});

test.each([
  { cosine: 0, f: sinh, limits: [-Infinity, Infinity] },
  { cosine: 1, f: cosh, limits: [Infinity, Infinity] },
])("hyperbolic $cosine overflows where its result does", ({ cosine, f, limits: [low, high] }) => {
  const x = [-89.42, -200, -1e30, -Infinity, 89.42, 200, 1e30, Infinity, 89.415];
  const [y] = runCase({
    kernel: "hyperbolic",
    args: [{ length: 9 }, { length: 9, fill: (i) => x[i]! }, cosine],
    items: 9,
  });
  const edge = f(Math.fround(89.415));
  expectUlps(y!.floats(), Float64Array.of(low!, low!, low!, low!, high!, high!, high!, high!, edge), 2.3);
});
