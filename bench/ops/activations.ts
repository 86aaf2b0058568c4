import * as ops from "../../src/ops/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import * as baseline from "../baseline/activations.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise, results } from "../inputs.ts";

type Operand = Readonly<Float32Array>;

const N = 65536;
const GELU: [number, number] = [1.5957691216, 0.0713548162];

/** Activations of 65,536 numbers from −6 to 6, and their gradients. Operations are counted as the kernels do them. */
export const activations: Suite = {
  gelu: () => forward(launch.gelu, baseline.gelu, 43),
  "gelu backward": () => backward(launch.gelu_backward, baseline.geluBackward, 46),
  "gelu tanh": () => forward((y, x, n) => launch.swish(y, x, ...GELU, n), baseline.geluTanh, 33),
  elu: () => forward((y, x, n) => launch.elu(y, x, 1, 1, 1, n), baseline.elu, 26),
  "elu backward": () =>
    backward((dx, dy, x, n) => launch.elu_backward(dx, dy, x, 1, 1, 1, n), baseline.eluBackward, 28),
  silu: () => forward((y, x, n) => launch.swish(y, x, 1, 0, n), baseline.silu, 33),
  "silu backward": () =>
    backward((dx, dy, x, n) => launch.swish_backward(dx, dy, x, 1, 0, n), baseline.siluBackward, 40),
  mish: () => forward(launch.mish, baseline.mish, 30),
  "mish backward": () => backward(launch.mish_backward, baseline.mishBackward, 40),
  softplus: () => forward((y, x, n) => launch.softplus(y, x, 1, 20, n), baseline.softplus, 43),
  "softplus backward": () =>
    backward((dx, dy, x, n) => launch.softplus_backward(dx, dy, x, 1, 20, n), baseline.softplusBackward, 30),
  softsign: () => forward((y, x, n) => launch.softsign(y, x, x, n), baseline.softsign, 3),
  hardswish: () => forward(launch.hardswish, baseline.hardswish, 5),
  "hardswish backward": () => backward(launch.hardswish_backward, baseline.hardswishBackward, 5),
  relu6: () => forward((y, x, n) => launch.clip(y, x, 0, 6, n), baseline.relu6, 4),
  "relu6 backward": () =>
    backward((dx, dy, x, n) => launch.replace_range(dx, dy, x, 6, 0, 0, n), baseline.relu6Backward, 4),
  "tanhshrink op": () => composed(ops.tanhshrink, baseline.tanhshrink),
  "softshrink op": () => composed((x) => ops.softshrink(x), baseline.softshrink),
  "prelu op": prelu,
  "glu op": glu,
};

function forward(
  kernel: (y: number, x: number, items: number) => void,
  plain: (y: Float32Array, x: Operand) => void,
  flops: number,
): Case {
  const x = both(
    noise(N).map((v) => 6 * v),
    N,
  );
  const y = results(N);
  return {
    ours: () => kernel(y.t.address, x.t.address, N),
    baseline: () => plain(y.data, x.data),
    results: () => ({ got: y.t.data, want: y.data }),
    flops: flops * N,
    elements: N,
  };
}

function backward(
  kernel: (dx: number, dy: number, x: number, items: number) => void,
  plain: (dx: Float32Array, dy: Operand, x: Operand) => void,
  flops: number,
): Case {
  const [dy, x] = [
    both(noise(N), N),
    both(
      noise(N).map((v) => 6 * v),
      N,
    ),
  ];
  const dx = results(N);
  return {
    ours: () => kernel(dx.t.address, dy.t.address, x.t.address, N),
    baseline: () => plain(dx.data, dy.data, x.data),
    results: () => ({ got: dx.t.data, want: dx.data }),
    flops: flops * N,
    elements: N,
  };
}

/** What is made of several launches. */
function composed(
  op: (x: Tensor) => Tensor,
  plain: (y: Float32Array, x: Operand) => void,
  size = N,
  ...shape: number[]
): Case {
  const x = both(
    noise(N).map((v) => 6 * v),
    ...(shape.length === 0 ? [N] : shape),
  );
  const y = new Float32Array(size);
  return {
    ours: () => op(x.t).dispose(),
    baseline: () => plain(y, x.data),
    results: () => ({ got: op(x.t).data, want: y }),
    flops: 0,
    elements: size,
  };
}

function prelu(): Case {
  const weight = both(noise(16), 16);
  return composed(
    (x) => ops.prelu(x, weight.t),
    (y, x) => baseline.prelu(y, x, weight.data, 256),
    N,
    16,
    16,
    256,
  );
}

function glu(): Case {
  return composed(
    (x) => ops.glu(x),
    (y, x) => baseline.glu(y, x, 128),
    N / 2,
    256,
    256,
  );
}
