import { gradients, noGrad, record, variable } from "../../src/autograd/tape.ts";
import * as ops from "../../src/ops/index.ts";
import { scope } from "../../src/tensor/scope.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import * as baseline from "../baseline/normalization.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

const EPSILON = 1e-5;

/** Normalizations, beside a copy of as many numbers. */
export const normalization: Suite = {
  "batchNorm 32x64x28x28": () => batchNorm(32, 64, 784),
  "batchNorm 32x256x7x7": () => batchNorm(32, 256, 49),
  "batchNorm 32x256x2x2": () => batchNorm(32, 256, 4),
  "batchNorm 128x256": () => batchNorm(128, 256, 1),
  "batchNorm backward 32x64x28x28": () => batchNormBackward(32, 64, 784),
  "batchNorm backward 128x256": () => batchNormBackward(128, 256, 1),
  "layerNorm 1024x256": () => layerNorm(1024, 256),
  "layerNorm 4096x20": () => layerNorm(4096, 20),
  "layerNorm backward 1024x256": () => layerNormBackward(1024, 256),
  "localResponseNorm 8x64x28x28": () => localResponseNorm(8, 64, 784, 5),
};

/** What `run` makes, beside what the baseline writes. */
function makes(run: () => Tensor, want: Float32Array, plain: () => void, x: Tensor): Case {
  const to = new Tensor(x.shape);
  return {
    ours: () => run().dispose(),
    baseline: plain,
    results: () => ({ got: run().data, want }),
    tolerance: 1e-4, // the baseline rounds its mean
    flops: 0,
    elements: want.length,
    beside: { copy: () => launch.copy(to.address, x.address, x.size) },
  };
}

function batchNorm(B: number, C: number, S: number): Case {
  const [x, w, b] = [both(noise(B * C * S), B, C, S), both(noise(C), C), both(noise(C), C)];
  const y = new Float32Array(B * C * S);
  return makes(
    () => noGrad(() => ops.batchNorm(x.t, w.t, b.t)),
    y,
    () => baseline.batchNorm(y, x.data, w.data, b.data, S, EPSILON),
    x.t,
  );
}

/** The gradient of x alone. */
function backward(f: (x: Tensor) => Tensor, x: Tensor, dy: Tensor): () => Tensor {
  const [v, one] = [variable(x.view(x.shape)), new Tensor([1])];
  const loss = record("weigh", one, [f(v)], () => [dy]);
  return () => scope(() => gradients(loss, { retain: true }).get(v)!);
}

function batchNormBackward(B: number, C: number, S: number): Case {
  const [x, dy] = [both(noise(B * C * S), B, C, S), both(noise(B * C * S), B, C, S)];
  const dx = new Float32Array(B * C * S);
  return makes(
    backward((t) => ops.batchNorm(t), x.t, dy.t),
    dx,
    () => baseline.batchNormBackward(dx, dy.data, x.data, C, S, EPSILON),
    x.t,
  );
}

function layerNorm(N: number, D: number): Case {
  const [x, w, b] = [both(noise(N * D), N, D), both(noise(D), D), both(noise(D), D)];
  const y = new Float32Array(N * D);
  return makes(
    () => noGrad(() => ops.layerNorm(x.t, D, w.t, b.t)),
    y,
    () => baseline.layerNorm(y, x.data, w.data, b.data, EPSILON),
    x.t,
  );
}

function layerNormBackward(N: number, D: number): Case {
  const [x, dy, w] = [both(noise(N * D), N, D), both(noise(N * D), N, D), both(noise(D), D)];
  const dx = new Float32Array(N * D);
  return makes(
    backward((t) => ops.layerNorm(t, D, w.t), x.t, dy.t),
    dx,
    () => baseline.layerNormBackward(dx, dy.data, x.data, w.data, EPSILON),
    x.t,
  );
}

function localResponseNorm(B: number, C: number, S: number, size: number): Case {
  const x = both(noise(B * C * S), B, C, S);
  const y = new Float32Array(B * C * S);
  return makes(
    () => noGrad(() => ops.localResponseNorm(x.t, size, { alpha: 0.1 })),
    y,
    () => baseline.localResponseNorm(y, x.data, C, S, size, 0.1),
    x.t,
  );
}
