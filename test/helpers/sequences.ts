// Problems of which a network must remember something for many steps, and the loop that trains on them.

import { compile } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { Linear, Module } from "../../src/nn/index.ts";
import { Adam, clipByGlobalNorm } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { rand, randint } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

/** Inputs and targets. */
export type Batch = [x: Tensor, y: Tensor];

/** What `train` takes. */
export interface Training<A extends readonly Tensor[]> {
  /** A batch of problems that nobody has seen before. */
  readonly make: () => A;
  readonly loss: (...batch: A) => Tensor;
  readonly steps: number;
  readonly learningRate: number;
}

/** Trains by compiled steps, each on a batch of its own, with gradients clipped to norm 1. */
export function train<A extends readonly Tensor[]>(
  model: Module,
  { make, loss, steps, learningRate }: Training<A>,
): void {
  using optimizer = new Adam(model, { learningRate });
  const step = compile((...batch: Tensor[]) => {
    const value = loss(...(batch as unknown as A));
    optimizer.step(clipByGlobalNorm(gradients(value), 1).grads);
    return value;
  });
  for (let i = 0; i < steps; i++) scope(() => void step(...make()));
  step.dispose();
}

/** A recurrent layer, and scores for each of its steps. */
export class Tagger extends Module {
  readonly recurrent: Module;
  readonly head: Linear;

  constructor(recurrent: Module & { readonly hiddenSize: number }, classes: number) {
    super();
    this.recurrent = recurrent;
    this.head = new Linear(recurrent.hiddenSize, classes);
  }

  override forward(x: Tensor): Tensor {
    return this.head.forward(this.recurrent.forward(x));
  }
}

/**
 * The adding problem: T numbers from 0 to 1 with marks at two of them, one in each half; their sum is the target.
 *
 * Shapes: x `[B, T, 2]`, y `[B, 1]`. Always 1 has a mean squared error of 1/6.
 * Source: Hochreiter & Schmidhuber, "Long short-term memory", 1997, section 5.4.
 */
export function adding(B: number, T: number): Batch {
  const values = rand([B, T]).data;
  const marks = randint(0, T / 2, [B, 2]).data;
  const x = new Float32Array(2 * B * T);
  values.forEach((v, i) => (x[2 * i] = v));
  const y = Float32Array.from({ length: B }, (_, b) => {
    const places = [b * T + marks[2 * b]!, b * T + T / 2 + marks[2 * b + 1]!];
    for (const place of places) x[2 * place + 1] = 1;
    return places.reduce((sum, place) => sum + values[place]!, 0);
  });
  return [tensor(x, [B, T, 2]), tensor(y, [B, 1])];
}

/**
 * Copying: K letters out of V, `blanks` blank steps, of which the last is the sign to write, and K blank steps in which the letters are to be written.
 *
 * Shapes: x and y int32 `[B, K + blanks + K]`, of V + 2 and V + 1 kinds. Source: as for `adding`, section 5.1.
 */
export function copying(B: number, K: number, V: number, blanks: number): Batch {
  const letters = randint(0, V, [B, K]).data;
  const T = 2 * K + blanks;
  const [x, y] = [new Int32Array(B * T).fill(V), new Int32Array(B * T).fill(V)];
  letters.forEach((letter, i) => {
    const start = Math.floor(i / K) * T + (i % K);
    x[start] = letter;
    y[start + K + blanks] = letter;
  });
  for (let b = 0; b < B; b++) x[b * T + K + blanks - 1] = V + 1;
  return [tensor(x, [B, T]), tensor(y, [B, T])];
}

/** Bits as −1 and 1, `[B, T, 1]`, and whether an odd number of them were 1 up to each: int32 `[B, T]`. */
export function parity(B: number, T: number): Batch {
  const bits = randint(0, 2, [B, T]).data;
  const y = new Int32Array(B * T);
  bits.forEach((bit, i) => (y[i] = i % T === 0 ? bit : y[i - 1]! ^ bit));
  return [
    tensor(
      Float32Array.from(bits, (bit) => 2 * bit - 1),
      [B, T, 1],
    ),
    tensor(y, [B, T]),
  ];
}
