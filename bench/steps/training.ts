import { compile, type Step } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { crossEntropy, Linear, meanSquaredError, type Module, ReLU, Sequential, Tanh } from "../../src/nn/index.ts";
import { Adam, type Optimizer, SGD } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { DenseNetwork, type DenseOptions } from "../baseline/dense-network.ts";
import { indices, noise } from "../inputs.ts";

/** The batch that a network is trained on, again and again. */
export interface Batch {
  readonly input: Float32Array<ArrayBuffer>;
  readonly target: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

export function batchFor({ sizes, batch, loss }: DenseOptions): Batch {
  const U = sizes.at(-1)!;
  return {
    input: noise(batch * sizes[0]!),
    target: loss === "crossEntropy" ? indices(batch, U) : noise(batch * U),
  };
}

/** Training steps of a dense network, which begins the same at every construction. */
export class Training {
  readonly compiled: Step<[Tensor, Tensor], Tensor>;
  readonly #options: DenseOptions;
  readonly #batch: Batch;
  readonly #model: Sequential;
  readonly #optimizer: Optimizer;
  readonly #x: Tensor;
  readonly #y: Tensor;

  constructor(options: DenseOptions, data: Batch) {
    const { sizes, batch, learningRate, loss } = options;
    manualSeed(1);
    this.#options = options;
    this.#batch = data;
    this.#model = build(options);
    this.#optimizer = new { sgd: SGD, adam: Adam }[options.optimizer](this.#model, { learningRate });
    this.#x = tensor(data.input, [batch, sizes[0]!]);
    this.#y = tensor(data.target, loss === "crossEntropy" ? [batch] : [batch, sizes.at(-1)!]);
    this.compiled = compile((x: Tensor, y: Tensor) => this.#step(x, y));
  }

  /** One step, launch by launch. Answers the loss. */
  eager(): number {
    return scope(() => this.#step(this.#x, this.#y).item());
  }

  /** One step in one call. Answers the loss, unread. */
  run(): Tensor {
    return this.compiled(this.#x, this.#y);
  }

  /** The losses of `steps` steps in plain JavaScript, from the parameters as they are. */
  expected(steps: number): number[] {
    const parameters = [...this.#model.parameters()].map((p) => p.data as Float32Array);
    const network = new DenseNetwork(this.#options, parameters);
    return Array.from({ length: steps }, () => network.step(this.#batch.input, this.#batch.target));
  }

  dispose(): void {
    for (const owned of [this.compiled, this.#model, this.#optimizer, this.#x, this.#y]) owned.dispose();
  }

  #step(x: Tensor, y: Tensor): Tensor {
    const loss = { crossEntropy, meanSquaredError }[this.#options.loss](this.#model.forward(x), y);
    this.#optimizer.step(gradients(loss));
    return loss;
  }
}

function build({ sizes, activation }: DenseOptions): Sequential {
  const layers: Module[] = sizes.slice(1).map((U, i) => new Linear(sizes[i]!, U));
  const between = () => (activation === "relu" ? new ReLU() : new Tanh());
  return new Sequential(...layers.flatMap((layer, i) => (i === 0 ? [layer] : [between(), layer])));
}
