import { type Elementwise, proveElementwise } from "../helpers/elementwise.ts";
import { noise } from "../helpers/random.ts";

const positive = () => 4 * Math.abs(noise());

// The accuracy of exp and log is proved in math.test.ts.
const functions: Elementwise[] = [
  { kernel: "neg", f: (x) => -x },
  { kernel: "neg_int", f: (x) => -x | 0, ints: { x: true, y: true } },
  { kernel: "exp", f: (x) => Math.exp(x), ulps: 1.03 },
  { kernel: "log", f: (x) => Math.log(x), ulps: 0.85, fill: positive },
  { kernel: "sqrt", f: (x) => Math.sqrt(x), fill: positive },
  { kernel: "sqrt_backward", f: (dy, y) => dy / Math.fround(y + y), fill: positive },
  { kernel: "div_scalar", f: (x, d) => x / d, numbers: () => [-3] },
  { kernel: "to_float", f: (x) => x, ints: { x: true } },
];

proveElementwise(functions);
