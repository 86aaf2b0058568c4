import { addRow, relu, reluBackward, tanh, tanhBackward } from "./elementwise.ts";
import { matrix, multiply, transpose } from "./matmul.ts";
import { adam, sgd } from "./optimizers.ts";
import { crossEntropy, crossEntropyBackward, sumColumns } from "./rows.ts";

/** What a dense network is and how it learns. */
export interface DenseOptions {
  /** Sizes from the input to the output. */
  readonly sizes: readonly number[];
  readonly batch: number;
  /** Between layers. */
  readonly activation: "relu" | "tanh";
  /** Cross entropy takes whole-number labels, mean squared error takes outputs. */
  readonly loss: "crossEntropy" | "meanSquaredError";
  readonly optimizer: "sgd" | "adam";
  readonly learningRate: number;
}

interface Layer {
  readonly D: number;
  readonly U: number;
  /** Weights [U, D] and biases [U], their gradients, and Adam's two moments of each. */
  readonly parameters: readonly { value: Float32Array; gradient: Float32Array; m: Float32Array; v: Float32Array }[];
  readonly y: Float32Array;
  readonly dy: Float32Array;
}

/** A dense network and its training step, all arrays made once: what one would write for a project without an engine. */
export class DenseNetwork {
  readonly #options: DenseOptions;
  readonly #layers: readonly Layer[];
  #steps = 0;

  /** `parameters`: weights [U, D] and biases [U] of each layer in turn, which are copied. */
  constructor(options: DenseOptions, parameters: readonly Float32Array[]) {
    this.#options = options;
    this.#layers = options.sizes.slice(1).map((U, i) => ({
      D: options.sizes[i]!,
      U,
      parameters: [parameters[2 * i]!, parameters[2 * i + 1]!].map((value) => ({
        value: value.slice(),
        gradient: new Float32Array(value.length),
        m: new Float32Array(value.length),
        v: new Float32Array(value.length),
      })),
      y: new Float32Array(options.batch * U),
      dy: new Float32Array(options.batch * U),
    }));
  }

  /** One step on a batch; answers the loss before it. `dx` takes the gradient of the input, if that is wanted. */
  step(x: Float32Array, target: Float32Array | Int32Array, dx?: Float32Array): number {
    const { learningRate, optimizer } = this.#options;
    this.#forward(x);
    const loss = this.#loss(target);
    this.#backward(x, dx);
    this.#steps++;
    for (const { value, gradient, m, v } of this.#layers.flatMap((layer) => layer.parameters)) {
      if (optimizer === "sgd") sgd(value, gradient, learningRate);
      else adam(value, m, v, gradient, learningRate, this.#steps);
    }
    return loss;
  }

  #forward(x: Float32Array): void {
    const { batch, activation } = this.#options;
    this.#layers.forEach(({ D, U, parameters: [w, b], y }, i) => {
      const from = i === 0 ? x : this.#layers[i - 1]!.y;
      multiply(y, matrix(from, D), transpose(w!.value, D), batch, U, D);
      addRow(y, y, b!.value, U);
      if (i < this.#layers.length - 1) (activation === "relu" ? relu : tanh)(y, y);
    });
  }

  /** The loss, and its gradient in the last layer's dy. */
  #loss(target: Float32Array | Int32Array): number {
    const { y, dy, U } = this.#layers.at(-1)!;
    if (this.#options.loss === "crossEntropy") {
      const loss = crossEntropy(dy, y, target as Int32Array, U);
      crossEntropyBackward(dy, dy, target as Int32Array, U);
      return loss;
    }
    let loss = 0;
    for (let i = 0; i < y.length; i++) {
      const error = y[i]! - target[i]!;
      loss += error * error;
      dy[i] = (2 * error) / y.length;
    }
    return loss / y.length;
  }

  #backward(x: Float32Array, dx: Float32Array | undefined): void {
    const { batch, activation } = this.#options;
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const { D, U, parameters, dy } = this.#layers[i]!;
      const [w, b] = parameters;
      const below = this.#layers[i - 1];
      multiply(w!.gradient, transpose(dy, U), matrix(below?.y ?? x, D), U, D, batch);
      sumColumns(b!.gradient, dy);
      const onward = below?.dy ?? dx;
      if (onward !== undefined) multiply(onward, matrix(dy, U), matrix(w!.value, D), batch, D, U);
      if (below !== undefined) (activation === "relu" ? reluBackward : tanhBackward)(below.dy, below.dy, below.y);
    }
  }
}
