import { launch } from "../../src/wasm/generated/launch.ts";
import { exp, log, relu, sigmoid, tanh } from "../baseline/elementwise.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise, results } from "../inputs.ts";

type Kernel = (y: number, x: number, items: number) => void;

/** Functions of one operand, named by their number of elements. Operations are counted as the kernels do them. */
export const elementwise: Suite = {
  "exp 65536": () => unary(launch.exp, exp, 65536, 25, (x) => 10 * x),
  "sigmoid 65536": () => unary(launch.sigmoid, sigmoid, 65536, 26, (x) => 10 * x),
  "tanh 65536": () => unary(launch.tanh, tanh, 65536, 42, (x) => 4 * x),
  "log 65536": () => unary(launch.log, log, 65536, 32, (x) => 1.01 + x),
  "relu 16384": () => unary(launch.relu, relu, 16384, 1),
  "relu 1048576": () => unary(launch.relu, relu, 1048576, 1),
};

function unary(
  kernel: Kernel,
  baseline: (y: Float32Array, x: Float32Array) => void,
  n: number,
  flops: number,
  input: (x: number) => number = (x) => x,
): Case {
  const x = both(noise(n).map(input), n);
  const y = results(n);
  const copy = () => launch.copy(y.t.address, x.t.address, n);
  return {
    ours: () => kernel(y.t.address, x.t.address, n),
    baseline: () => baseline(y.data, x.data),
    results: () => ({ got: y.t.data, want: y.data }),
    flops: flops * n,
    elements: n,
    ...(kernel === launch.relu ? { beside: { "memory.copy": copy } } : {}),
  };
}
