// Outputs, and gradients of Σ output · G, beside PyTorch's in float64.

import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ctcLoss, GRU, LSTM, MultiHeadAttention, type Reduction, RNN } from "../../src/nn/index.ts";
import type { RecurrentLayer } from "../../src/nn/layers/support/recurrent-layer.ts";
import * as ops from "../../src/ops/index.ts";
import type { RunningStatistics } from "../../src/ops/support/normalize.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { Persistent } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import recurrentWeights from "./recurrent-weights.json" with { type: "json" };
import golden from "./torch-layers.json" with { type: "json" };
import { type LossConfig, losses } from "./losses.ts";
import uncovered from "./uncovered.json" with { type: "json" };

interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly name: string;
  readonly config: LossConfig & {
    readonly dim?: number;
    readonly out?: readonly [number, number];
    readonly k?: number;
    readonly scale?: number;
    readonly mode?: string;
    readonly align_corners?: boolean | null;
    readonly momentum?: number;
    readonly normalized_shape?: readonly number[];
    readonly running_mean_before?: Values;
    readonly running_var_before?: Values;
    readonly running_mean?: Values;
    readonly running_var?: Values;
    readonly kernel?: number;
    readonly stride?: number;
    readonly padding?: number;
    readonly count_include_pad?: boolean;
    readonly output_padding?: number;
    readonly eq?: string;
    readonly causal?: boolean;
    readonly embed?: number;
    readonly heads?: number;
    readonly key_padding_mask?: number[][] | null;
    readonly num_layers?: number;
    readonly bidirectional?: boolean;
    readonly nonlinearity?: "tanh" | "relu";
  };
  readonly note: string;
  readonly running_mean_after?: Values;
  readonly running_var_after?: Values;
  readonly inputs: Readonly<Record<string, Values>>;
  readonly outputs: readonly Values[];
  readonly out_grads: readonly Values[];
  readonly grads: Readonly<Record<string, Values>>;
}

interface Ctc {
  readonly input_lengths: number[];
  readonly target_lengths: number[];
  readonly targets: number[][];
  readonly blank: number;
  readonly reduction: Reduction;
}

const cases = (golden.cases as unknown as readonly Case[]).map(withTrueWeights);

/** Of the recurrent cases, the weights that their outputs were computed with, and their gradients: see recurrent_weights.py. */
function withTrueWeights(c: Case): Case {
  const config = JSON.stringify(c.config);
  const found = recurrentWeights.cases.find((w) => w.name === c.name && JSON.stringify(w.config) === config);
  if (found === undefined) return c;
  const shaped = (values: object) =>
    Object.entries(values).map(([name, data]) => [name, { shape: c.inputs[name]!.shape, data: data as number[] }]);
  return {
    ...c,
    inputs: { ...c.inputs, ...Object.fromEntries(shaped(found.weights)) },
    grads: { ...c.grads, ...Object.fromEntries(shaped(found.grads)) },
  };
}

function runningOf(mean: Values, variance: Values): RunningStatistics {
  const [m, v] = [mean, variance].map(({ data, shape }) => new Persistent(tensor(data, shape)));
  return { mean: m!, variance: v!, batches: new Persistent(zeros([], "int32")) };
}

type Inputs = Readonly<Record<string, Tensor>>;

interface Sizes {
  readonly numLayers: number;
  readonly bidirectional: boolean;
}

/** The output and the last states of a recurrent layer, with a case's weights in the places of its own. */
function recurrent(
  make: (D: number, U: number, sizes: Sizes, c: Case) => RecurrentLayer<"h"> | RecurrentLayer<"h" | "c">,
): (inputs: Inputs, c: Case) => readonly Tensor[] {
  return ({ x, h0, c0, ...weights }, c) => {
    const { num_layers: numLayers, bidirectional } = c.config;
    const sizes = { numLayers: numLayers!, bidirectional: bidirectional! };
    const layer = make(x!.shape[2]!, h0!.shape[2]!, sizes, c);
    expect(Object.keys(weights)).toEqual([...layer.namedTensors().keys()]);
    layer.dispose();
    Object.assign(layer, weights);
    const { output, state } = layer.run(x!, { state: { h: h0!, c: c0! } });
    return [output, ...Object.values<Tensor>(state)];
  };
}

/** The operations that exist, from a case's inputs and configuration. */
const covered: Readonly<Record<string, (inputs: Inputs, c: Case) => Tensor | readonly Tensor[]>> = {
  act_relu: ({ x }) => ops.relu(x!),
  act_leaky_relu_02: ({ x }) => ops.leakyRelu(x!, 0.2),
  act_relu6: ({ x }) => ops.relu6(x!),
  act_elu: ({ x }) => ops.elu(x!),
  act_selu: ({ x }) => ops.selu(x!),
  act_celu_a2: ({ x }) => ops.celu(x!, 2),
  act_gelu_tanh: ({ x }) => ops.gelu(x!, "tanh"),
  act_mish: ({ x }) => ops.mish(x!),
  act_softplus: ({ x }) => ops.softplus(x!),
  act_hardtanh: ({ x }) => ops.hardtanh(x!),
  act_hardsigmoid: ({ x }) => ops.hardsigmoid(x!),
  act_tanhshrink: ({ x }) => ops.tanhshrink(x!),
  act_softshrink: ({ x }) => ops.softshrink(x!),
  act_logsigmoid: ({ x }) => ops.logSigmoid(x!),
  act_threshold: ({ x }) => ops.threshold(x!, 0.1, -1),
  prelu: ({ x, a }) => ops.prelu(x!, a!),
  glu: ({ x }, { config }) => ops.glu(x!, config.dim),
  act_sigmoid: ({ x }) => ops.sigmoid(x!),
  softmax_extreme: ({ x }, { config }) => ops.softmax(x!, config.dim),
  embedding: ({ w }, { note }) =>
    ops.embedding(tensor(JSON.parse(note.replace("indices ", "")), undefined, "int32"), w!),
  logsumexp: ({ x }, { config }) => ops.logSumExp(x!, config.dim),
  prod: ({ x }, { config }) => ops.prod(x!, config.dim),
  std_biased: ({ x }, { config }) => ops.std(x!, config.dim, false, 0),
  var_unbiased: ({ x }, { config }) => ops.variance(x!, config.dim),
  bilinear: ({ x1, x2, w, b }) => ops.bilinear(x1!, x2!, w!, b),
  einsum: ({ a, b }, { config }) => ops.einsum(config.eq!, a!, b!),
  scaled_dot_product_attention: ({ q, k, v }, { config }) =>
    ops.scaledDotProductAttention(q!, k!, v!, { causal: config.causal! }),
  multihead_attention: (inputs, { config }) => {
    const { embed, heads, causal, key_padding_mask: padding } = config;
    const layer = new MultiHeadAttention(embed!, heads!, { causal: causal! });
    layer.dispose(); // its own values
    const { query, kv, in_proj_weight, in_proj_bias, "out_proj.weight": weight, "out_proj.bias": bias } = inputs;
    Object.assign(layer, { in_proj_weight, in_proj_bias });
    Object.assign(layer.out_proj, { weight, bias });
    let weights: Tensor;
    const keyPaddingMask = padding === null ? null : tensor(padding!, undefined, "int32");
    const y = layer.forward(query!, { key: kv!, keyPaddingMask, onWeights: (w) => (weights = w) });
    return [y, ops.mean(weights!, 1)];
  },
  rnn: recurrent((D, U, sizes, { config }) => new RNN(D, U, { ...sizes, nonlinearity: config.nonlinearity ?? "tanh" })),
  lstm: recurrent((D, U, sizes) => new LSTM(D, U, sizes)),
  gru: recurrent((D, U, sizes) => new GRU(D, U, sizes)),
  conv1d: ({ x, w, b }, { config }) => ops.conv1d(x!, w!, b ?? null, config as ops.Conv1dOptions),
  conv2d: ({ x, w, b }, { config }) => ops.conv2d(x!, w!, b ?? null, config as ops.Conv2dOptions),
  conv_transpose1d: ({ x, w, b }, { config }) =>
    ops.convTranspose1d(x!, w!, b ?? null, {
      ...config,
      outputPadding: config.output_padding,
    } as ops.ConvTranspose1dOptions),
  conv_transpose2d: ({ x, w, b }, { config }) =>
    ops.convTranspose2d(x!, w!, b ?? null, {
      ...config,
      outputPadding: config.output_padding,
    } as ops.ConvTranspose2dOptions),
  max_pool1d: ({ x }, { config }) => ops.maxPool1d(x!, config.kernel!, config),
  max_pool2d: ({ x }, { config }) => ops.maxPool2d(x!, config.kernel!, config),
  avg_pool1d: ({ x }, { config }) => ops.avgPool1d(x!, config.kernel!, config),
  avg_pool2d: ({ x }, { config }) =>
    ops.avgPool2d(x!, config.kernel!, { ...config, countIncludePad: config.count_include_pad! }),
  batch_norm1d_train: ({ x, w, b }, { config }) => ops.batchNorm(x!, w!, b!, { epsilon: config.eps! }),
  batch_norm2d_train: ({ x, w, b }, c) => {
    const running = runningOf(c.config.running_mean_before!, c.config.running_var_before!);
    const y = ops.batchNorm(x!, w!, b!, { running, epsilon: c.config.eps!, momentum: c.config.momentum! });
    expectClose(running.mean.data, c.running_mean_after!.data, TOLERANCE, "running mean");
    expectClose(running.variance.data, c.running_var_after!.data, TOLERANCE, "running variance");
    expect(running.batches.item()).toBe(1);
    return y;
  },
  batch_norm2d_eval: ({ x, w, b }, { config }) => {
    const running = runningOf(config.running_mean!, config.running_var!);
    return ops.batchNorm(x!, w!, b!, { running, epsilon: config.eps!, training: false });
  },
  layer_norm: ({ x, w, b }, { config }) =>
    ops.layerNorm(x!, config.normalized_shape!, w!, b!, { epsilon: config.eps! }),
  instance_norm: ({ x, w, b }, { config }) => ops.instanceNorm(x!, w!, b!, { epsilon: config.eps! }),
  local_response_norm: ({ x }, { config }) =>
    ops.localResponseNorm(x!, (config as { size: number }).size, config as ops.LocalResponseNormOptions),
  normalize_l2: ({ x }, { config }) => ops.normalize(x!, { axis: config.dim! }),
  lp_pool2d: ({ x }, { config }) => ops.lpPool2d(x!, config.p!, config.kernel!, config),
  adaptive_avg_pool2d: ({ x }, { config }) => ops.adaptiveAvgPool2d(x!, config.out!),
  // Every case is left1,right2,top2,bottom1.
  pad2d: ({ x }, { config }) =>
    ops.pad(
      x!,
      [
        [2, 1],
        [1, 2],
      ],
      { mode: config.mode as "reflect" },
    ),
  interpolate: ({ x }, { config }) =>
    ops.interpolate(x!, {
      scale: config.scale!,
      mode: config.mode as "nearest",
      alignCorners: config.align_corners ?? false,
    }),
  unfold_im2col: ({ x }, { config }) => ops.unfold(x!, config.k!, config),
  // PyTorch's is [T, B, C].
  loss_ctc: ({ x }, { config }) => {
    const { input_lengths: inputLengths, target_lengths: targetLengths, targets, ...rest } = config as unknown as Ctc;
    const options = { inputLengths, targetLengths, ...rest };
    return ctcLoss(ops.logSoftmax(ops.permute(x!, [1, 0, 2])), tensor(targets, undefined, "int32"), options);
  },
  ...losses,
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
      const inputs = Object.fromEntries(made);
      const ys = [covered[name]!(inputs, c)].flat();
      expect(ys.map((y) => y.shape)).toEqual(c.outputs.map((y) => y.shape));
      for (const [i, y] of ys.entries()) expectClose(y.data, c.outputs[i]!.data, TOLERANCE, `output ${i}`);
      const weighed = ys.map((y, i) => ops.sum(ops.mul(y, tensor(c.out_grads[i]!.data, y.shape))));
      const grads = gradients(weighed.reduce((a, b) => ops.add(a, b)));
      expect(Object.keys(c.grads).length).toBeGreaterThan(0);
      for (const [key, dx] of Object.entries(c.grads)) {
        expectClose(grads.get(inputs[key]!)!.data, dx.data, TOLERANCE, `gradient of ${key}`);
      }
    });
  });

  test("every case is run here or listed as uncovered", () => {
    const names = [...new Set(cases.map(({ name }) => name))].sort();
    expect([...Object.keys(covered), ...uncovered.layers].sort()).toEqual(names);
  });
});
