import { proveBinary } from "../helpers/broadcast.ts";

proveBinary([
  { kernel: "add", f: (a, b) => a + b },
  { kernel: "sub", f: (a, b) => a - b },
  { kernel: "mul", f: (a, b) => a * b },
  { kernel: "div", f: (a, b) => a / b },
  { kernel: "maximum", f: Math.max },
  { kernel: "minimum", f: Math.min },
  { kernel: "larger_share", f: (a, b) => (a < b ? 0 : a === b ? 0.5 : 1) },
]);
