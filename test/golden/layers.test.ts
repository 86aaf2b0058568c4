// Outputs, and gradients of Σ output · G, beside PyTorch's in float64.

import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { crossEntropy, meanSquaredError, type Reduction } from "../../src/nn/index.ts";
import {
  adaptiveAvgPool2d,
  avgPool1d,
  avgPool2d,
  conv1d,
  type Conv1dOptions,
  conv2d,
  type Conv2dOptions,
  convTranspose1d,
  type ConvTranspose1dOptions,
  convTranspose2d,
  type ConvTranspose2dOptions,
  gather,
  interpolate,
  leakyRelu,
  lpPool2d,
  maxPool1d,
  maxPool2d,
  mul,
  pad,
  relu,
  sigmoid,
  softmax,
  sum,
  unfold,
} from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
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
    readonly kernel?: number;
    readonly stride?: number;
    readonly padding?: number;
    readonly count_include_pad?: boolean;
    readonly p?: number;
    readonly out?: readonly [number, number];
    readonly k?: number;
    readonly scale?: number;
    readonly mode?: string;
    readonly align_corners?: boolean | null;
  };
  readonly note: string;
  readonly inputs: Readonly<Record<string, Values>>;
  readonly outputs: readonly Values[];
  readonly out_grads: readonly Values[];
  readonly grads: Readonly<Record<string, Values>>;
}

const cases = golden.cases as unknown as readonly Case[];

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
  max_pool1d: ({ x }, { config }) => maxPool1d(x!, config.kernel!, config),
  max_pool2d: ({ x }, { config }) => maxPool2d(x!, config.kernel!, config),
  avg_pool1d: ({ x }, { config }) => avgPool1d(x!, config.kernel!, config),
  avg_pool2d: ({ x }, { config }) =>
    avgPool2d(x!, config.kernel!, { ...config, countIncludePad: config.count_include_pad! }),
  lp_pool2d: ({ x }, { config }) => lpPool2d(x!, config.p!, config.kernel!, config),
  adaptive_avg_pool2d: ({ x }, { config }) => adaptiveAvgPool2d(x!, config.out!),
  // Every case is left1,right2,top2,bottom1.
  pad2d: ({ x }, { config }) =>
    pad(
      x!,
      [
        [2, 1],
        [1, 2],
      ],
      { mode: config.mode as "reflect" },
    ),
  interpolate: ({ x }, { config }) =>
    interpolate(x!, {
      scale: config.scale!,
      mode: config.mode as "nearest",
      alignCorners: config.align_corners ?? false,
    }),
  unfold_im2col: ({ x }, { config }) => unfold(x!, config.k!, config),
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
