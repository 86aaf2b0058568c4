import { describe, expect, test } from "vitest";
import { expectUlps } from "../helpers/close.ts";
import { type Elementwise, proveElementwise } from "../helpers/elementwise.ts";
import { runCase } from "../helpers/kernels.ts";
import { normalDensity, normalDistribution } from "../helpers/normal.ts";
import { noise } from "../helpers/random.ts";

const { abs, exp, expm1, fround, log1p, max, min, tanh } = Math;
const within = (x: number, most: number) => max(min(x, most), -most);
const sigmoid = (x: number) => 1 / (1 + exp(-x));

/** Twice √(2/π) and that times 0.044715: GELU by tanh. */
const GELU = [1.5957691216, 0.0713548162].map(fround);
const SILU = [1, 0];

const inner = (x: number, a: number, b: number) => x * (a + b * x * x);
const swish = (x: number, a: number, b: number) => x * sigmoid(inner(within(x, 1e4), a, b));
const swishSlope = (x: number, a: number, b: number) => {
  const v = within(x, 1e4);
  const s = sigmoid(inner(v, a, b));
  return s * (1 + sigmoid(-inner(v, a, b)) * (a * v + 3 * b * v ** 3));
};
const elu = (x: number, above: number, below: number, beta: number) => (x <= 0 ? below * expm1(beta * x) : above * x);
const eluSlope = (x: number, above: number, slope: number, beta: number) =>
  x <= 0 ? slope * (beta * x < -87.7 ? 0 : exp(beta * x)) : above;
const gelu = (x: number) => x * normalDistribution(x);
const geluSlope = (x: number) => (x < -13.3 ? -0 : normalDistribution(x) + within(x, 15) * normalDensity(x));
const softplusOf = (x: number) => max(x, 0) + log1p(exp(-abs(x)));
const mish = (x: number) => x * tanh(softplusOf(x));
const mishSlope = (x: number) => {
  if (x < -87.7) return 0;
  const v = min(x, 20);
  const t = tanh(softplusOf(v));
  return t + v * (1 - t * t) * sigmoid(v);
};
const softplus = (x: number, beta: number, threshold: number) =>
  beta * x > threshold ? x : softplusOf(fround(beta * x)) / beta;
const softplusSlope = (x: number, beta: number, threshold: number) => (beta * x > threshold ? 1 : sigmoid(beta * x));

/** Some gradients pass through 0 below it, where units of the last place say nothing. */
const positive = () => 4 * abs(noise());

const functions: Elementwise[] = [
  { kernel: "softsign", f: (a, x) => a / fround(1 + abs(x)) },
  { kernel: "elu", f: (x, a, b, beta) => elu(x, a!, b!, beta!), numbers: () => [1, 2, 0.5], ulps: 3 },
  {
    kernel: "elu",
    f: (x, a, b, beta) => elu(x, a!, b!, beta!),
    numbers: () => [1.0507, 1.75].map(fround).concat(1),
    ulps: 3,
  },
  {
    kernel: "elu_backward",
    f: (dy, x, a, b, beta) => dy * eluSlope(x, a!, b!, beta!),
    numbers: () => [1.5, 1.75, 1],
    ulps: 3,
  },
  {
    kernel: "elu_backward",
    f: (dy, x, a, b, beta) => dy * eluSlope(x, a!, b!, beta!),
    numbers: () => [1, 1, 0.5],
    ulps: 3,
  },
  { kernel: "swish", f: (x, a, b) => swish(x, a!, b!), numbers: () => SILU, ulps: 4 },
  { kernel: "swish", f: (x, a, b) => swish(x, a!, b!), numbers: () => GELU, ulps: 20 },
  {
    kernel: "swish_backward",
    f: (dy, x, a, b) => dy * swishSlope(x, a!, b!),
    numbers: () => SILU,
    fill: positive,
    ulps: 20,
  },
  {
    kernel: "swish_backward",
    f: (dy, x, a, b) => dy * swishSlope(x, a!, b!),
    numbers: () => GELU,
    fill: positive,
    ulps: 40,
  },
  { kernel: "gelu", f: gelu, ulps: 10 },
  { kernel: "gelu_backward", f: (dy, x) => dy * geluSlope(x), fill: positive, ulps: 20 },
  { kernel: "mish", f: mish, ulps: 10 },
  { kernel: "mish_backward", f: (dy, x) => dy * mishSlope(x), fill: positive, ulps: 20 },
  { kernel: "softplus", f: softplus, numbers: () => [1, 20], ulps: 4 },
  { kernel: "softplus", f: softplus, numbers: () => [2.5, 1], ulps: 4 },
  { kernel: "softplus", f: softplus, numbers: () => [-1, Infinity], ulps: 4 },
  { kernel: "softplus_backward", f: (dy, x, b, t) => dy * softplusSlope(x, b!, t!), numbers: () => [1, 20], ulps: 4 },
  { kernel: "softplus_backward", f: (dy, x, b, t) => dy * softplusSlope(x, b!, t!), numbers: () => [-2, 1], ulps: 4 },
];

proveElementwise(functions);

const POINTS = 2 ** 16;
const even = (low: number, high: number) => (i: number) => low + ((high - low) * i) / (POINTS - 1);

const accuracy = [
  { kernel: "elu", numbers: [1, 1, 1], f: elu, from: -100, to: 20, ulps: 1 },
  { kernel: "elu", numbers: [1, 1, 1], f: elu, from: -0.01, to: 0, ulps: 1 },
  { kernel: "swish", numbers: SILU, f: swish, from: -80, to: 80, ulps: 3 },
  { kernel: "swish", numbers: GELU, f: swish, from: -1, to: 10, ulps: 3 },
  { kernel: "swish", numbers: GELU, f: swish, from: -5, to: -1, ulps: 40 },
  { kernel: "gelu", numbers: [], f: gelu, from: -2, to: 10, ulps: 7 },
  { kernel: "gelu", numbers: [], f: gelu, from: -5, to: -2, ulps: 14 },
  { kernel: "gelu", numbers: [], f: gelu, from: -12.5, to: -5, ulps: 70 },
  { kernel: "mish", numbers: [], f: mish, from: -80, to: 80, ulps: 4 },
  { kernel: "softplus", numbers: [1, 20], f: softplus, from: -80, to: 80, ulps: 3 },
  { kernel: "softplus", numbers: [-1, Infinity], f: softplus, from: -80, to: 80, ulps: 3 },
] as const;

describe.each(accuracy)("$kernel $numbers", ({ kernel, numbers, f, from, to, ulps }) => {
  test(`is at most ${ulps} ulp off from ${from} to ${to}`, () => {
    const args = [{ length: POINTS }, { length: POINTS, fill: even(from, to) }, ...numbers];
    const [y, x] = runCase({ kernel, args, items: POINTS });
    const formula = f as (...x: number[]) => number;
    expectUlps(
      y!.floats(),
      Float64Array.from(x!.floats(), (v) => formula(v, ...numbers)),
      ulps,
    );
  });
});

/** A gradient for dy = 1 is about 1 in size. */
const slopes = [
  { kernel: "swish_backward", numbers: SILU, f: swishSlope },
  { kernel: "swish_backward", numbers: GELU, f: swishSlope },
  { kernel: "gelu_backward", numbers: [], f: geluSlope },
  { kernel: "mish_backward", numbers: [], f: mishSlope },
] as const;

test.each(slopes)(
  "$kernel $numbers is at most 2.5e-7 off, also where it passes through 0",
  ({ kernel, numbers, f }) => {
    const args = [
      { length: POINTS },
      { length: POINTS, fill: () => 1 },
      { length: POINTS, fill: even(-20, 20) },
      ...numbers,
    ];
    const [dx, , x] = runCase({ kernel, args, items: POINTS });
    const formula = f as (...x: number[]) => number;
    const errors = dx!.floats().map((v, i) => abs(v - formula(x!.floats()[i]!, ...numbers)));
    expect(
      max(...Array.from({ length: 64 }, (_, k) => max(...errors.subarray(k * 1024, k * 1024 + 1024)))),
    ).toBeLessThan(2.5e-7);
  },
);
