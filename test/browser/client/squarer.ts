// Runs in workers of the page: a function.

import { exposeFunction } from "wasmgrad/worker";

// As a module that loads something first.
await new Promise((resolve) => setTimeout(resolve, 20));

export const square = exposeFunction((numbers: Float32Array) => {
  if (numbers.length === 0) throw new RangeError("square: there are 0 numbers");
  return { name: self.name, squares: numbers.map((x) => x * x) };
});
