// Outputs, and gradients of Σ output · G, beside PyTorch's in float64.

import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { crossEntropy, meanSquaredError, type Reduction } from "../../src/nn/index.ts";
import {
  batchNorm,
  conv1d,
  type Conv1dOptions,
  conv2d,
  type Conv2dOptions,
  convTranspose1d,
  type ConvTranspose1dOptions,
  convTranspose2d,
  type ConvTranspose2dOptions,
  gather,
  instanceNorm,
  layerNorm,
  leakyRelu,
  localResponseNorm,
  type LocalResponseNormOptions,
  mul,
  normalize,
  relu,
  sigmoid,
  softmax,
  sum,
} from "../../src/ops/index.ts";
import type { RunningStatistics } from "../../src/ops/support/normalize.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { Persistent } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import golden from "./torch-layers.json" with { type: "json" };
import uncovered from "./uncovered.json" with { type: "json" };

interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly name: string;
  readonly config: {
    readonly reduction?: Reduction;
    readonly target?: readonly number[];
    readonly dim?: number;
    readonly output_padding?: number;
    readonly eps?: number;
    readonly momentum?: number;
    readonly normalized_shape?: readonly number[];
    readonly running_mean_before?: Values;
    readonly running_var_before?: Values;
    readonly running_mean?: Values;
    readonly running_var?: Values;
  };
  readonly note: string;
  readonly inputs: Readonly<Record<string, Values>>;
  readonly outputs: readonly Values[];
  readonly out_grads: readonly Values[];
  readonly grads: Readonly<Record<string, Values>>;
  readonly running_mean_after?: Values;
  readonly running_var_after?: Values;
}

const cases = golden.cases as unknown as readonly Case[];

function runningOf(mean: Values, variance: Values): RunningStatistics {
  const [m, v] = [mean, variance].map(({ data, shape }) => new Persistent(tensor(data, shape)));
  return { mean: m!, variance: v!, batches: new Persistent(zeros([], "int32")) };
}

/** The operations that exist, from a case's inputs and configuration. */
const covered: Readonly<Record<string, (inputs: Readonly<Record<string, Tensor>>, c: Case) => Tensor>> = {
  act_relu: ({ x }) => relu(x!),
  act_leaky_relu_02: ({ x }) => leakyRelu(x!, 0.2),
  act_sigmoid: ({ x }) => sigmoid(x!),
  softmax_extreme: ({ x }, { config }) => softmax(x!, config.dim),
  embedding: ({ w }, { note }) => gather(w!, tensor(JSON.parse(note.replace("indices ", "")), undefined, "int32")),
  conv1d: ({ x, w, b }, { config }) => conv1d(x!, w!, b ?? null, config as Conv1dOptions),
  conv2d: ({ x, w, b }, { config }) => conv2d(x!, w!, b ?? null, config as Conv2dOptions),
  conv_transpose1d: ({ x, w, b }, { config }) =>
    convTranspose1d(x!, w!, b ?? null, { ...config, outputPadding: config.output_padding } as ConvTranspose1dOptions),
  conv_transpose2d: ({ x, w, b }, { config }) =>
    convTranspose2d(x!, w!, b ?? null, { ...config, outputPadding: config.output_padding } as ConvTranspose2dOptions),
  batch_norm1d_train: ({ x, w, b }, { config }) => batchNorm(x!, w!, b!, { epsilon: config.eps! }),
  batch_norm2d_train: ({ x, w, b }, c) => {
    const running = runningOf(c.config.running_mean_before!, c.config.running_var_before!);
    const y = batchNorm(x!, w!, b!, { running, epsilon: c.config.eps!, momentum: c.config.momentum! });
    expectClose(running.mean.data, c.running_mean_after!.data, TOLERANCE, "running mean");
    expectClose(running.variance.data, c.running_var_after!.data, TOLERANCE, "running variance");
    expect(running.batches.item()).toBe(1);
    return y;
  },
  batch_norm2d_eval: ({ x, w, b }, { config }) => {
    const running = runningOf(config.running_mean!, config.running_var!);
    return batchNorm(x!, w!, b!, { running, epsilon: config.eps!, training: false });
  },
  layer_norm: ({ x, w, b }, { config }) => layerNorm(x!, config.normalized_shape!, w!, b!, { epsilon: config.eps! }),
  instance_norm: ({ x, w, b }, { config }) => instanceNorm(x!, w!, b!, { epsilon: config.eps! }),
  local_response_norm: ({ x }, { config }) =>
    localResponseNorm(x!, (config as { size: number }).size, config as LocalResponseNormOptions),
  normalize_l2: ({ x }, { config }) => normalize(x!, { axis: config.dim! }),
  loss_mse: ({ x, y }, { config }) => meanSquaredError(x!, y!, config as { reduction: Reduction }),
  loss_cross_entropy: ({ x }, { config }) =>
    crossEntropy(x!, tensor(Int32Array.from(config.target!)), config as { reduction: Reduction }),
};

// Relative to the largest number: these operations round a few times each, over axes of up to 18 numbers.
const TOLERANCE = 8 * 2 ** -24;

describe("PyTorch's layers", () => {
  const run = cases.filter(({ name }) => name in covered);
  test.each(run.map((c) => [c.name, JSON.stringify(c.config), c] as const))("%s %s", (name, _, c) => {
    scope(() => {
      const made = Object.entries(c.inputs).map(
        ([key, { data, shape }]) => [key, variable(tensor(data, shape))] as const,
      );
      const y = covered[name]!(Object.fromEntries(made), c);
      const [expected, weights] = [c.outputs[0]!, c.out_grads[0]!];
      expect(y.shape).toEqual(expected.shape);
      expectClose(y.data, expected.data, TOLERANCE, "output");
      const grads = gradients(sum(mul(y, tensor(weights.data, weights.shape))));
      for (const [key, x] of made) expectClose(grads.get(x)!.data, c.grads[key]!.data, TOLERANCE, `gradient of ${key}`);
    });
  });

  test("every case is run here or listed as uncovered", () => {
    const names = [...new Set(cases.map(({ name }) => name))].sort();
    expect([...Object.keys(covered), ...uncovered.layers].sort()).toEqual(names);
  });
});
