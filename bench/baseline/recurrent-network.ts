import { DenseNetwork } from "./dense-network.ts";
import { adam, sgd } from "./optimizers.ts";
import { Recurrent, type RecurrentSizes } from "./recurrent.ts";

/** What a recurrent network is and how it learns: a layer over sequences, then a dense one on the state behind the last step. */
export interface RecurrentOptions extends RecurrentSizes {
  readonly classes: number;
  readonly optimizer: "sgd" | "adam";
  readonly learningRate: number;
}

/** Such a network and its training step, all arrays made once: what one would write for a project without an engine. */
export class RecurrentNetwork {
  readonly #options: RecurrentOptions;
  readonly #layer: Recurrent;
  readonly #head: DenseNetwork;
  /** Weights and biases of the recurrent layer, their gradients, and Adam's two moments of each. */
  readonly #parameters: readonly { value: Float32Array; gradient: Float32Array; m: Float32Array; v: Float32Array }[];
  readonly #y: Float32Array;
  readonly #dy: Float32Array;
  readonly #dlast: Float32Array;
  #steps = 0;

  /** `parameters`: weights and biases of each layer in turn, which are copied. */
  constructor(options: RecurrentOptions, parameters: readonly Float32Array[]) {
    const { B, T, U, classes } = options;
    this.#options = options;
    this.#layer = new Recurrent(options);
    const head = { ...options, sizes: [U, classes], batch: B, activation: "relu", loss: "crossEntropy" } as const;
    this.#head = new DenseNetwork(head, parameters.slice(4));
    this.#parameters = parameters.slice(0, 4).map((value) => ({
      value: value.slice(),
      gradient: new Float32Array(value.length),
      m: new Float32Array(value.length),
      v: new Float32Array(value.length),
    }));
    this.#y = new Float32Array(B * T * U);
    this.#dy = new Float32Array(B * T * U);
    this.#dlast = new Float32Array(B * U);
  }

  /** One step on a batch of sequences; answers the loss before it. */
  step(x: Float32Array, labels: Int32Array): number {
    const { B, T, U, learningRate, optimizer } = this.#options;
    const values = this.#parameters.map(({ value }) => value);
    this.#layer.forward(this.#y, x, values);
    const loss = this.#head.step(this.#layer.last, labels, this.#dlast);
    for (let b = 0; b < B; b++) this.#dy.set(this.#dlast.subarray(b * U, (b + 1) * U), ((b + 1) * T - 1) * U);
    const gradients = this.#parameters.map(({ gradient }) => gradient);
    this.#layer.backward(gradients, this.#dy, values[1]!);
    this.#steps++;
    for (const { value, gradient, m, v } of this.#parameters) {
      if (optimizer === "sgd") sgd(value, gradient, learningRate);
      else adam(value, m, v, gradient, learningRate, this.#steps);
    }
    return loss;
  }
}
