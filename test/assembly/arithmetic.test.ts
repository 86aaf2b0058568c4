import { proveBinary } from "../helpers/broadcast.ts";

/** As in C: JavaScript has NaN for 1 to the power of NaN and ±∞, and for −1 to that of ±∞. */
const pow = (a: number, b: number) => (a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b);

proveBinary([
  { kernel: "add", f: (a, b) => a + b },
  { kernel: "sub", f: (a, b) => a - b },
  { kernel: "mul", f: (a, b) => a * b },
  { kernel: "div", f: (a, b) => a / b },
  { kernel: "maximum", f: Math.max },
  { kernel: "minimum", f: Math.min },
  { kernel: "pow", f: pow, ulps: 1.2 },
  { kernel: "larger_share", f: (a, b) => (a < b ? 0 : a === b ? 0.5 : 1) },
]);
