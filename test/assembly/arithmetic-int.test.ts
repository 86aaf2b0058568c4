import { proveBinary } from "../helpers/broadcast.ts";

proveBinary([
  { kernel: "add_int", f: (a, b) => a + b, ints: true },
  { kernel: "sub_int", f: (a, b) => a - b, ints: true },
  { kernel: "mul_int", f: Math.imul, ints: true },
  { kernel: "maximum_int", f: Math.max, ints: true },
  { kernel: "minimum_int", f: Math.min, ints: true },
]);
