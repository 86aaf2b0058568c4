import {
  Conv2d,
  crossEntropy,
  Flatten,
  GRU,
  Linear,
  LSTM,
  MaxPool2d,
  meanSquaredError,
  type Module,
  ReLU,
  RNN,
  Sequential,
  Tanh,
} from "../src/nn/index.ts";
import { Adam, type Optimizer, SGD } from "../src/optim/index.ts";
import type { Tensor } from "../src/tensor/tensor.ts";
import {
  type ConvolutionalOptions,
  ConvolutionalNetwork,
  convolutionsOf,
  denseSizes,
} from "./baseline/convolutional-network.ts";
import { DenseNetwork, type DenseOptions } from "./baseline/dense-network.ts";
import { RecurrentNetwork, type RecurrentOptions } from "./baseline/recurrent-network.ts";
import { indices, noise } from "./inputs.ts";

/** A network of the benchmarks, here and in plain JavaScript. */
export type NetworkOptions = DenseOptions | ConvolutionalOptions | RecurrentOptions;

/** The batch that a network is trained on, again and again. */
export interface Batch {
  readonly input: Float32Array<ArrayBuffer>;
  readonly target: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

export const XOR: DenseOptions = {
  sizes: [2, 4, 1],
  batch: 4,
  activation: "tanh",
  loss: "meanSquaredError",
  optimizer: "sgd",
  learningRate: 0.01,
};

export function mlp(batch: number, optimizer: "sgd" | "adam"): DenseOptions {
  return {
    sizes: [784, 256, 128, 10],
    batch,
    activation: "relu",
    loss: "crossEntropy",
    optimizer,
    learningRate: 0.001,
  };
}

/** The convolutional networks by what they are called. */
export const CONVOLUTIONAL = {
  "cnn c24k5-c32k3-128-10 b32 sgd": cnn([24, 32], 5, 0, "sgd", 0.01),
  "cnn c32k3s-c64k3s-128-10 b32 adam": cnn([32, 64], 3, 1, "adam", 0.001),
} as const satisfies Readonly<Record<string, ConvolutionalOptions>>;

/** The recurrent networks by what they are called. */
export const RECURRENT: Readonly<Record<string, RecurrentOptions>> = Object.fromEntries(
  (["lstm", "gru"] as const).flatMap((kind) => [
    [`${kind} T20 in16 h64 b32 sgd`, sequences(kind, 20, 16, 64, "sgd", 0.01)],
    [`${kind} T32 in64 h128 b32 adam`, sequences(kind, 32, 64, 128, "adam", 0.001)],
  ]),
);

const RECURRENT_LAYERS = { lstm: LSTM, gru: GRU, rnn: RNN } as const;
const RECURRENT_GATES = { lstm: 4, gru: 3, rnn: 1 } as const;

function sequences(
  kind: "lstm" | "gru",
  T: number,
  D: number,
  U: number,
  optimizer: "sgd" | "adam",
  learningRate: number,
): RecurrentOptions {
  return { kind, B: 32, T, D, U, classes: 10, optimizer, learningRate };
}

function cnn(
  channels: readonly [number, number],
  size: number,
  padding: number,
  optimizer: "sgd" | "adam",
  learningRate: number,
): ConvolutionalOptions {
  return { channels, size, padding, side: 28, units: [128, 10], batch: 32, optimizer, learningRate };
}

/** Shape of the input. */
export function inputShape(o: NetworkOptions): number[] {
  if ("kind" in o) return [o.B, o.T, o.D];
  return "channels" in o ? [o.batch, 1, o.side, o.side] : [o.batch, o.sizes[0]!];
}

/** Shape of the target. */
export function targetShape(o: NetworkOptions): number[] {
  return isLabelled(o) ? [samplesOf(o)] : [samplesOf(o), outputsOf(o)];
}

export function batchFor(o: NetworkOptions): Batch {
  const U = outputsOf(o);
  return {
    input: noise(inputShape(o).reduce((product, size) => product * size, 1)),
    target: isLabelled(o) ? indices(samplesOf(o), U) : noise(samplesOf(o) * U),
  };
}

/** The network, with parameters drawn from the default generator. */
export function build(o: NetworkOptions): Sequential {
  if ("kind" in o) {
    const layer = new RECURRENT_LAYERS[o.kind](o.D, o.U, { returnSequences: false });
    return new Sequential(layer, new Linear(o.U, o.classes));
  }
  if (!("channels" in o)) return new Sequential(...dense(o.sizes, o.activation));
  const { padding } = o;
  // Where nothing is padded, pooling comes first: it leaves less to do.
  const then = (): Module[] => (padding > 0 ? [new ReLU(), new MaxPool2d(2)] : [new MaxPool2d(2), new ReLU()]);
  const blocks = convolutionsOf(o).flatMap(({ C, O, R }) => [new Conv2d(C, O, R, { padding }), ...then()]);
  return new Sequential(...blocks, new Flatten(), ...dense(denseSizes(o), "relu"));
}

export function optimizerFor(o: NetworkOptions, model: Module): Optimizer {
  return new { sgd: SGD, adam: Adam }[o.optimizer](model, { learningRate: o.learningRate });
}

export function lossFor(o: NetworkOptions): (output: Tensor, target: Tensor) => Tensor {
  return isLabelled(o) ? crossEntropy : meanSquaredError;
}

/** The network in plain JavaScript, with parameters as they are: a function that does a step and answers the loss before it. */
export function inJavaScript(o: NetworkOptions, model: Module, { input, target }: Batch): () => number {
  const parameters = [...model.parameters()].map((p) => p.data as Float32Array);
  if ("channels" in o) {
    const network = new ConvolutionalNetwork(o, parameters);
    return () => network.step(input, target as Int32Array);
  }
  if ("kind" in o) {
    const network = new RecurrentNetwork(o, parameters);
    return () => network.step(input, target as Int32Array);
  }
  const network = new DenseNetwork(o, parameters);
  return () => network.step(input, target);
}

/** Multiply-adds of a forward pass, layer by layer; those of convolutions by the direct algorithm. */
export function workOf(o: NetworkOptions): number[] {
  if ("kind" in o) {
    const rows = o.B * o.T * RECURRENT_GATES[o.kind] * o.U;
    return [rows * o.D, rows * o.U, o.B * o.U * o.classes];
  }
  const sizes = "channels" in o ? denseSizes(o) : o.sizes;
  const layers = "channels" in o ? convolutionsOf(o) : [];
  return [
    ...layers.map(({ C, O, R, P }) => o.batch * O * P * P * C * R * R),
    ...sizes.slice(1).map((U, i) => o.batch * U * sizes[i]!),
  ];
}

function outputsOf(o: NetworkOptions): number {
  return "kind" in o ? o.classes : ("channels" in o ? o.units : o.sizes).at(-1)!;
}

function samplesOf(o: NetworkOptions): number {
  return "kind" in o ? o.B : o.batch;
}

function isLabelled(o: NetworkOptions): boolean {
  return !("loss" in o) || o.loss === "crossEntropy";
}

function dense(sizes: readonly number[], activation: "relu" | "tanh"): Module[] {
  const layers: Module[] = sizes.slice(1).map((U, i) => new Linear(sizes[i]!, U));
  const between = (): Module => (activation === "relu" ? new ReLU() : new Tanh());
  return layers.flatMap((layer, i) => (i === 0 ? [layer] : [between(), layer]));
}
