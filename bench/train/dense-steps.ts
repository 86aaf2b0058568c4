import { gradients } from "../../src/autograd/tape.ts";
import { Linear, type Module, ReLU, Sequential, Tanh } from "../../src/nn/index.ts";
import { crossEntropy, meanSquaredError } from "../../src/nn/index.ts";
import { Adam, type Optimizer, SGD } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { DenseNetwork, type DenseOptions } from "../baseline/dense-network.ts";
import type { Case, Suite } from "../case.ts";
import { indices, noise } from "../inputs.ts";

const XOR = { sizes: [2, 4, 1], batch: 4, activation: "tanh", loss: "meanSquaredError", learningRate: 0.01 } as const;
const MLP = {
  sizes: [784, 256, 128, 10],
  batch: 64,
  activation: "relu",
  loss: "crossEntropy",
  learningRate: 0.001,
} as const;

/** Whole training steps of dense networks, eager: forward, loss, gradients, update, and the loss read. */
export const denseSteps: Suite = {
  "xor 2-4-1 b4 sgd": () => step({ ...XOR, optimizer: "sgd" }),
  "mlp 784-256-128-10 b64 sgd": () => step({ ...MLP, optimizer: "sgd" }),
  "mlp 784-256-128-10 b64 adam": () => step({ ...MLP, optimizer: "adam" }),
};

function step(options: DenseOptions): Case {
  const { sizes, batch, learningRate } = options;
  const model = build(options);
  const optimizer: Optimizer = new { sgd: SGD, adam: Adam }[options.optimizer](model, { learningRate });
  const loss = { crossEntropy, meanSquaredError }[options.loss];
  const D = sizes[0]!;
  const U = sizes.at(-1)!;
  const input = noise(batch * D);
  const target = options.loss === "crossEntropy" ? indices(batch, U) : noise(batch * U);
  const x = tensor(input, [batch, D]);
  const y = tensor(target, options.loss === "crossEntropy" ? [batch] : [batch, U]);
  const parameters = [...model.namedParameters()].map(([, p]) => p.data as Float32Array);
  const network = new DenseNetwork(options, parameters);
  const once = () => trainStep(model, optimizer, loss, x, y);
  return {
    ours: () => void once(),
    baseline: () => void network.step(input, target),
    results: () => ({
      got: Array.from({ length: 5 }, once),
      want: Array.from({ length: 5 }, () => network.step(input, target)),
    }),
    tolerance: 1e-4,
    flops: products(sizes, batch),
    dispose: () => {
      model.dispose();
      optimizer.dispose();
    },
  };
}

function build({ sizes, activation }: DenseOptions): Sequential {
  const layers: Module[] = sizes.slice(1).map((U, i) => new Linear(sizes[i]!, U));
  const between = () => (activation === "relu" ? new ReLU() : new Tanh());
  return new Sequential(...layers.flatMap((layer, i) => (i === 0 ? [layer] : [between(), layer])));
}

function trainStep(
  model: Module,
  optimizer: Optimizer,
  loss: (output: Tensor, target: Tensor) => Tensor,
  x: Tensor,
  y: Tensor,
): number {
  return scope(() => {
    const l = loss(model.forward(x), y);
    optimizer.step(gradients(l));
    return l.item();
  });
}

/** Operations of a step's matrix products; the first layer's input needs no gradient. */
function products(sizes: readonly number[], batch: number): number {
  return sizes.slice(1).reduce((sum, U, i) => sum + 2 * batch * U * sizes[i]! * (i === 0 ? 2 : 3), 0);
}
