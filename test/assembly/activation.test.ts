import { type Elementwise, proveElementwise } from "../helpers/elementwise.ts";

const { exp, fround, tanh } = Math;
const slope = () => [0.125];

// The accuracy of sigmoid and tanh is proved in math.test.ts.
const functions: Elementwise[] = [
  { kernel: "relu", f: (x) => (x < 0 ? 0 : x) },
  { kernel: "relu_backward", f: (dy, y) => (y <= 0 ? 0 : dy) },
  { kernel: "leaky_relu", f: (x, s) => (x < 0 ? s * x : x), numbers: slope },
  { kernel: "leaky_relu", f: (x, s) => (x < 0 ? s * x : x), numbers: () => [-2] },
  { kernel: "leaky_relu_backward", f: (dy, x, s) => (x > 0 ? dy : s * dy), numbers: slope },
  { kernel: "sigmoid", f: (x) => 1 / (1 + exp(-x)), ulps: 2.5 },
  { kernel: "sigmoid_backward", f: (dy, y) => dy * fround(y * fround(1 - y)) },
  { kernel: "tanh", f: (x) => tanh(x), ulps: 1.34 },
  { kernel: "tanh_backward", f: (dy, y) => dy * fround(1 - fround(y * y)) },
];

proveElementwise(functions);
