import { compile, type Step } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import type { Module } from "../../src/nn/index.ts";
import type { Optimizer } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import {
  type Batch,
  build,
  inJavaScript,
  inputShape,
  lossFor,
  type NetworkOptions,
  optimizerFor,
  targetShape,
} from "../networks.ts";

/** Training steps of a network, which begins the same at every construction. */
export class Training {
  readonly compiled: Step<[Tensor, Tensor], Tensor>;
  readonly #options: NetworkOptions;
  readonly #batch: Batch;
  readonly #model: Module;
  readonly #optimizer: Optimizer;
  readonly #x: Tensor;
  readonly #y: Tensor;

  /** `make` makes the model, if it is to compute in another way. */
  constructor(options: NetworkOptions, data: Batch, make: (options: NetworkOptions) => Module = build) {
    manualSeed(1);
    this.#options = options;
    this.#batch = data;
    this.#model = make(options);
    this.#optimizer = optimizerFor(options, this.#model);
    this.#x = tensor(data.input, inputShape(options));
    this.#y = tensor(data.target, targetShape(options));
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
    return Array.from({ length: steps }, inJavaScript(this.#options, this.#model, this.#batch));
  }

  dispose(): void {
    for (const owned of [this.compiled, this.#model, this.#optimizer, this.#x, this.#y]) owned.dispose();
  }

  #step(x: Tensor, y: Tensor): Tensor {
    const loss = lossFor(this.#options)(this.#model.forward(x), y);
    this.#optimizer.step(gradients(loss));
    return loss;
  }
}
