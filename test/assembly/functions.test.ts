import { erf } from "../helpers/erf.ts";
import { type Elementwise, proveElementwise } from "../helpers/elementwise.ts";

// The accuracy of these is proved in math.test.ts.
const functions: Elementwise[] = [
  { kernel: "erf", f: (x) => erf(x), ulps: 1.2 },
  { kernel: "expm1", f: (x) => Math.expm1(x), ulps: 1.7 },
  { kernel: "log1p", f: (x) => Math.log1p(x), ulps: 1.4 },
];

proveElementwise(functions);
