import { erf } from "../helpers/erf.ts";
import { type Elementwise, proveElementwise } from "../helpers/elementwise.ts";
import { noise } from "../helpers/random.ts";

// The accuracy of these is proved in math.test.ts.
const functions: Elementwise[] = [
  { kernel: "erf", f: (x) => erf(x), ulps: 1.2 },
  { kernel: "expm1", f: (x) => Math.expm1(x), ulps: 1.7 },
  { kernel: "log1p", f: (x) => Math.log1p(x), ulps: 1.4 },
  { kernel: "sine", f: (x) => Math.sin(x), ulps: 1.6, numbers: () => [0] },
  { kernel: "sine", f: (x) => Math.cos(x), ulps: 1.6, numbers: () => [1] },
  { kernel: "sine", f: (x) => Math.sin(x), ulps: 1.6, numbers: () => [0], fill: () => noise() * 1e9 },
  { kernel: "sine", f: (x) => Math.tan(x), ulps: 3.6, numbers: () => [2] },
  { kernel: "arcsine", f: (x) => Math.asin(x), ulps: 2, numbers: () => [0], fill: noise },
  { kernel: "arcsine", f: (x) => Math.acos(x), ulps: 2, numbers: () => [1], fill: noise },
  { kernel: "atan", f: (x) => Math.atan(x), ulps: 1.6 },
  { kernel: "hyperbolic", f: (x) => Math.sinh(x), ulps: 2.3, numbers: () => [0] },
  { kernel: "hyperbolic", f: (x) => Math.cosh(x), ulps: 1.6, numbers: () => [1] },
];

proveElementwise(functions);
