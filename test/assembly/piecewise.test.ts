import { type Elementwise, proveElementwise } from "../helpers/elementwise.ts";
import { noise } from "../helpers/random.ts";

const { abs, ceil, floor, max, min, sign, trunc } = Math;

/** Halves, of which every second lies between two whole numbers. */
const halves = () => floor(noise() * 40) / 2;

/** To the nearest whole number, to the even one of two. */
function round(x: number): number {
  const low = floor(x);
  if (x - low === 0.5) return low % 2 === 0 ? low : low + 1;
  return x - low < 0.5 ? low : low + 1;
}

/** As `round`, but a zero keeps the sign of x. */
const rounded = (x: number) => (round(x) === 0 ? 0 * sign(x) || x * 0 : round(x));
const saturated = (x: number) => (Number.isNaN(x) ? 0 : max(-(2 ** 31), min(2 ** 31 - 1, trunc(x))));

const functions: Elementwise[] = [
  { kernel: "abs", f: (x) => abs(x) },
  { kernel: "sign", f: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0) },
  { kernel: "floor", f: (x) => floor(x) },
  { kernel: "ceil", f: (x) => ceil(x) },
  { kernel: "round", f: rounded, fill: halves },
  { kernel: "round", f: rounded },
  { kernel: "to_int", f: saturated, ints: { y: true } },
  { kernel: "clip", f: (x, low, high) => (x < low! ? low! : x > high! ? high! : x), numbers: () => [-1.5, 2] },
  { kernel: "clip", f: (x, low) => (Number.isNaN(x) ? x : low! - 3), numbers: () => [2, -1] },
];

proveElementwise(functions);
