// At the benchmark's sizes, the kernels that do the work have items for more threads than one.

import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { Linear, ReLU, Sequential } from "../../src/nn/layers/index.ts";
import { crossEntropy } from "../../src/nn/losses/index.ts";
import {
  add,
  cdist,
  cumsum,
  dropout,
  exp,
  gru,
  logSoftmax,
  lstm,
  matmul,
  max,
  median,
  mul,
  rnn,
  softmax,
  sort,
  sum,
  takeAlongAxis,
  tanh,
  topK,
  transpose,
  tril,
  variance,
} from "../../src/ops/index.ts";
import { Adam, SGD } from "../../src/optim/index.ts";
import { zeros } from "../../src/tensor/creation.ts";
import { rand, randint, randn } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Shape } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { type KernelName, type Launched, launchesOf } from "../helpers/kernels.ts";

/** Fails unless each of `kernels` was launched, and its largest launch can be cut. */
function expectParts(launches: readonly Launched[], kernels: readonly KernelName[]): void {
  for (const kernel of kernels) {
    const parts = launches.filter((launched) => launched.kernel === kernel).map((launched) => launched.parts);
    expect(Math.max(0, ...parts), kernel).toBeGreaterThan(1);
  }
}

const LAYERS: readonly KernelName[] = [
  "gemm_pack",
  "gemm_tiles",
  "gemm_panels",
  "relu",
  "relu_backward",
  "sum_columns",
];
const LOSS: readonly KernelName[] = ["softmax_cross_entropy", "softmax_cross_entropy_backward"];

test.each([
  { name: "SGD", kernel: "sgd", make: (net: Sequential) => new SGD(net, { learningRate: 0.1 }) },
  {
    name: "momentum",
    kernel: "sgd",
    make: (net: Sequential) => new SGD(net, { learningRate: 0.1, momentum: 0.9 }),
  },
  { name: "Adam", kernel: "adam", make: (net: Sequential) => new Adam(net) },
] as const)("a step of 784-256-128-10, 64 samples, $name", ({ kernel, make }) => {
  const net = new Sequential(new Linear(784, 256), new ReLU(), new Linear(256, 128), new ReLU(), new Linear(128, 10));
  const optimizer = make(net);
  scope(() => {
    const x = randn([64, 784]);
    const labels = zeros([64], "int32");
    const launches = launchesOf(() => optimizer.step(gradients(crossEntropy(net.forward(x), labels))));
    expectParts(launches, [...LAYERS, ...LOSS, kernel]);
  });
  optimizer.dispose();
  net.dispose();
});

interface Operation {
  readonly what: string;
  readonly shapes: readonly Shape[];
  readonly f: (a: Tensor, b: Tensor) => Tensor;
  readonly kernels: readonly KernelName[];
}

const SQUARE = [1024, 1024];
const BATCH = [64, 256];

/** Operations on random tensors, and the kernels that they and their gradients must cut. */
const operations: readonly Operation[] = [
  { what: "1024³", shapes: [SQUARE, SQUARE], f: (a, b) => matmul(a, b), kernels: ["gemm_pack", "gemm_tiles"] },
  { what: "a row times 1024²", shapes: [[1, 1024], SQUARE], f: (a, b) => matmul(a, b), kernels: ["gemv"] },
  {
    what: "a row times 1024² transposed",
    shapes: [[1, 1024], SQUARE],
    f: (a, b) => matmul(a, b, { transposeB: true }),
    kernels: ["gemm_dot"],
  },
  {
    what: "many small products",
    shapes: [
      [64, 64, 64],
      [64, 64, 64],
    ],
    f: (a, b) => matmul(a, b),
    kernels: ["gemm_batches"],
  },
  {
    what: "distances",
    shapes: [BATCH, [10, 256]],
    f: (a, b) => cdist(a, b),
    kernels: ["distances", "distances_backward"],
  },
  ...[10, 1000].flatMap((V): Operation[] => [
    { what: `softmax 64 × ${V}`, shapes: [[64, V]], f: (x) => softmax(x), kernels: ["softmax", "softmax_backward"] },
    {
      what: `log-softmax 64 × ${V}`,
      shapes: [[64, V]],
      f: (x) => logSoftmax(x),
      kernels: ["log_softmax", "log_softmax_backward"],
    },
  ]),
  { what: "a sum of all", shapes: [SQUARE], f: (x) => sum(x), kernels: ["sum_rows"] },
  { what: "a sum over samples", shapes: [BATCH], f: (x) => sum(x, 0), kernels: ["sum_columns"] },
  { what: "a largest of each row", shapes: [BATCH], f: (x) => max(x, 1), kernels: ["max_rows", "extreme_backward"] },
  { what: "a variance over samples", shapes: [[256, 256]], f: (x) => variance(x, 0), kernels: ["moments_columns"] },
  { what: "a variance of all", shapes: [SQUARE], f: (x) => variance(x), kernels: ["moments_rows"] },
  { what: "running sums", shapes: [BATCH], f: (x) => cumsum(x), kernels: ["cumsum"] },
  { what: "sorting", shapes: [BATCH], f: (x) => sort(x).values, kernels: ["sort_rows", "take_rows_backward"] },
  { what: "the largest of each row", shapes: [BATCH], f: (x) => topK(x, 5).values, kernels: ["top_rows"] },
  { what: "medians", shapes: [BATCH], f: (x) => median(x, 1), kernels: ["median_rows"] },
  { what: "elementwise", shapes: [BATCH, BATCH], f: (a, b) => tanh(mul(exp(a), b)), kernels: ["tanh", "mul", "exp"] },
  { what: "a bias", shapes: [BATCH, [256]], f: (a, b) => add(a, b), kernels: ["add"] },
  { what: "a transposed matrix", shapes: [SQUARE], f: (x) => transpose(x), kernels: ["copy_strided"] },
  { what: "a triangle", shapes: [SQUARE], f: (x) => tril(x), kernels: ["triangle"] },
  ...[0, 1].map((axis): Operation => ({
    what: `numbers along axis ${axis}`,
    shapes: [SQUARE],
    f: (x) => takeAlongAxis(x, zeros(SQUARE, "int32"), axis),
    kernels: ["take_along_axis", "scatter_add"],
  })),
  ...[
    { kernel: "lstm", op: lstm, gates: 4 } as const,
    { kernel: "gru", op: gru, gates: 3 } as const,
    { kernel: "rnn", op: rnn, gates: 1 } as const,
  ].map(({ kernel, op, gates }): Operation => ({
    what: `${kernel} of 20 steps, 64 units, 32 rows`,
    shapes: [
      [32, 20, 16],
      [gates * 64, 64],
    ],
    f: (x, wh) => op(x, { wx: zeros([gates * 64, 16]), wh }).output,
    kernels: [kernel, `${kernel}_backward`],
  })),
  { what: "dropout", shapes: [BATCH], f: (x) => dropout(x, 0.5), kernels: ["dropout"] },
];

describe("operations at the benchmark's sizes", () => {
  test.each(operations)("$what", ({ shapes, f, kernels }) => {
    scope(() => {
      const [a, b] = shapes.map((shape) => variable(rand(shape))) as [Tensor, Tensor];
      expectParts(
        launchesOf(() => gradients(sum(f(a, b)))),
        kernels,
      );
    });
  });

  test("random numbers", () => {
    const draws = () => scope(() => void [rand(SQUARE), randn(SQUARE), randint(0, 10, SQUARE)]);
    expectParts(launchesOf(draws), ["random_uniform", "random_normal", "random_integers"]);
  });
});
