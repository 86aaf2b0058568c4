import { Convolution, placesOf } from "./convolution.ts";
import { DenseNetwork } from "./dense-network.ts";
import { relu, reluBackward } from "./elementwise.ts";
import { adam, sgd } from "./optimizers.ts";
import { maxPoolPairs, maxPoolPairsGradient } from "./pooling.ts";

/** What a convolutional network is and how it learns: two convolutions, each pooled 2 × 2 by maximum, then dense layers. */
export interface ConvolutionalOptions {
  /** Filters of both convolutions. */
  readonly channels: readonly [first: number, second: number];
  /** Rows, and columns, of the first filters; the second are 3 × 3. */
  readonly size: number;
  /** Zeros around the images of both. With some, ReLU comes before pooling, else behind it. */
  readonly padding: number;
  /** Rows, and columns, of the images, which have one channel. */
  readonly side: number;
  /** Units of the dense layers. */
  readonly units: readonly number[];
  readonly batch: number;
  readonly optimizer: "sgd" | "adam";
  readonly learningRate: number;
}

/** Sizes of one convolution. */
export interface ConvolutionalLayer {
  /** Channels of its images, and its filters. */
  readonly C: number;
  readonly O: number;
  /** Rows, and columns, of its images, its filters, and what it makes of them, which pooling halves. */
  readonly H: number;
  readonly R: number;
  readonly P: number;
}

/** Both convolutions of a network. */
export function convolutionsOf({ channels, size, padding, side }: ConvolutionalOptions): ConvolutionalLayer[] {
  const P = side + 2 * padding - size + 1;
  const H = P >> 1;
  return [
    { C: 1, O: channels[0], H: side, R: size, P },
    { C: channels[0], O: channels[1], H, R: 3, P: H + 2 * padding - 2 },
  ];
}

/** Sizes of the dense layers, from what the last pooling gives to the output. */
export function denseSizes(options: ConvolutionalOptions): number[] {
  const { O, P } = convolutionsOf(options)[1]!;
  return [O * (P >> 1) ** 2, ...options.units];
}

/** Such a network and its training step, all arrays made once: what one would write for a project without an engine. */
export class ConvolutionalNetwork {
  readonly #options: ConvolutionalOptions;
  readonly #blocks: readonly Block[];
  readonly #head: DenseNetwork;
  #steps = 0;

  /** `parameters`: weights and biases of each layer in turn, which are copied. */
  constructor(options: ConvolutionalOptions, parameters: readonly Float32Array[]) {
    const { batch, padding } = options;
    this.#options = options;
    this.#blocks = convolutionsOf(options).map(
      (layer, i) => new Block(layer, batch, padding, parameters[2 * i]!, parameters[2 * i + 1]!),
    );
    const head = { ...options, sizes: denseSizes(options), activation: "relu", loss: "crossEntropy" } as const;
    this.#head = new DenseNetwork(head, parameters.slice(4));
  }

  /** One step on a batch of images; answers the loss before it. */
  step(x: Float32Array, labels: Int32Array): number {
    const { learningRate, optimizer } = this.#options;
    const [first, second] = this.#blocks as [Block, Block];
    first.forward(x);
    second.forward(first.y);
    const loss = this.#head.step(second.y, labels, second.dy);
    second.backward(first.y, first.dy);
    first.backward(x, null);
    this.#steps++;
    for (const { value, gradient, m, v } of [...first.parameters, ...second.parameters]) {
      if (optimizer === "sgd") sgd(value, gradient, learningRate);
      else adam(value, m, v, gradient, learningRate, this.#steps);
    }
    return loss;
  }
}

/** A convolution, ReLU and pooling. */
class Block {
  /** Filters and biases, their gradients, and Adam's two moments of each. */
  readonly parameters: readonly { value: Float32Array; gradient: Float32Array; m: Float32Array; v: Float32Array }[];
  readonly y: Float32Array;
  readonly dy: Float32Array;
  readonly #P: number;
  /** Whether ReLU comes before pooling. */
  readonly #isReluFirst: boolean;
  readonly #convolution: Convolution;
  readonly #made: Float32Array;
  readonly #dmade: Float32Array;

  constructor(
    { C, O, H, R }: ConvolutionalLayer,
    batch: number,
    padding: number,
    filters: Float32Array,
    biases: Float32Array,
  ) {
    const sizes = { B: batch, C, O, H, R, stride: 1, padding, dilation: 1 };
    this.#P = placesOf(sizes);
    this.#isReluFirst = padding > 0;
    this.#convolution = new Convolution(sizes);
    this.parameters = [filters, biases].map((value) => ({
      value: value.slice(),
      gradient: new Float32Array(value.length),
      m: new Float32Array(value.length),
      v: new Float32Array(value.length),
    }));
    [this.#made, this.#dmade] = [0, 0].map(() => new Float32Array(batch * O * this.#P ** 2)) as Pair;
    [this.y, this.dy] = [0, 0].map(() => new Float32Array(batch * O * (this.#P >> 1) ** 2)) as Pair;
  }

  forward(x: Float32Array): void {
    const [w, b] = this.parameters;
    this.#convolution.forward(this.#made, x, w!.value);
    addToPlanes(this.#made, b!.value, this.#P ** 2);
    if (this.#isReluFirst) relu(this.#made, this.#made);
    maxPoolPairs(this.y, this.#made, this.#P, this.#P);
    if (!this.#isReluFirst) relu(this.y, this.y);
  }

  /** Gradients of the parameters from that of y; of x, too, unless `dx` is null. */
  backward(x: Float32Array, dx: Float32Array | null): void {
    const [w, b] = this.parameters;
    if (!this.#isReluFirst) reluBackward(this.dy, this.dy, this.y);
    maxPoolPairsGradient(this.#dmade, this.dy, this.#made, this.#P, this.#P);
    if (this.#isReluFirst) reluBackward(this.#dmade, this.#dmade, this.#made);
    sumPlanes(b!.gradient, this.#dmade, this.#P ** 2);
    this.#convolution.filterGradient(w!.gradient, this.#dmade, x);
    if (dx !== null) this.#convolution.inputGradient(dx, this.#dmade, w!.value);
  }
}

type Pair = [Float32Array, Float32Array];

/** Adds b[channel] to the planes of each channel. */
function addToPlanes(y: Float32Array, b: Float32Array, size: number): void {
  for (let i = 0, plane = 0; i < y.length; plane++) {
    const value = b[plane % b.length]!;
    for (const end = i + size; i < end; i++) y[i]! += value;
  }
}

/** db[channel] = the sum of the channel's planes. */
function sumPlanes(db: Float32Array, dy: Float32Array, size: number): void {
  db.fill(0);
  for (let i = 0, plane = 0; i < dy.length; plane++) {
    let sum = 0;
    for (const end = i + size; i < end; i++) sum += dy[i]!;
    db[plane % db.length]! += sum;
  }
}
