import { matrix, multiply, transpose } from "./matmul.ts";
import { type Gates, GRU, LSTM, RNN } from "./recurrent-gates.ts";
import { sumColumns } from "./rows.ts";

export type RecurrentKind = "lstm" | "gru" | "rnn";

/** What a recurrent layer is. */
export interface RecurrentSizes {
  readonly kind: RecurrentKind;
  readonly B: number;
  readonly T: number;
  readonly D: number;
  readonly U: number;
}

const KINDS = { lstm: LSTM, gru: GRU, rnn: RNN } as const;

/**
 * A recurrent layer over whole sequences, from zeros on, all arrays made once. Inside, time comes first, so that a step is one matrix:
 * one product for the inputs of all steps, one a step for the state, and one for the gradient of each weight.
 */
export class Recurrent {
  readonly #sizes: RecurrentSizes;
  readonly #gates: Gates;
  readonly #x: Float32Array;
  /** States before and behind each step, [T + 1, B, U]. */
  readonly #h: Float32Array;
  readonly #z: Float32Array;
  readonly #product: Float32Array;
  readonly #dh: Float32Array;

  constructor(sizes: RecurrentSizes) {
    const { kind, B, T, D, U } = sizes;
    this.#sizes = sizes;
    this.#gates = new KINDS[kind](B, T, U);
    const G = this.#gates.count * U;
    this.#x = new Float32Array(T * B * D);
    this.#h = new Float32Array((T + 1) * B * U);
    this.#z = new Float32Array(T * B * G);
    this.#product = new Float32Array(B * G);
    this.#dh = new Float32Array(B * U);
  }

  /** State behind the last step, [B, U]. */
  get last(): Float32Array {
    const { B, T, U } = this.#sizes;
    return this.#h.subarray(T * B * U);
  }

  /** y[B, T, U] from x[B, T, D], and weights and biases as PyTorch has them. */
  forward(y: Float32Array, x: Float32Array, [wx, wh, bx, bh]: readonly Float32Array[]): void {
    const { B, T, D, U } = this.#sizes;
    const G = this.#gates.count * U;
    const [h, z, product] = [this.#h, this.#z, this.#product];
    for (let b = 0; b < B; b++) {
      for (let t = 0; t < T; t++) this.#x.set(x.subarray((b * T + t) * D, (b * T + t + 1) * D), (t * B + b) * D);
    }
    multiply(z, matrix(this.#x, D), transpose(wx!, D), T * B, G, D);
    for (let t = 0; t < T; t++) {
      multiply(product, matrix(h.subarray(t * B * U), U), transpose(wh!, U), B, G, U);
      this.#gates.forward(t, h, z, product, bx!, bh!);
    }
    for (let b = 0; b < B; b++) {
      for (let t = 0; t < T; t++) {
        const from = ((t + 1) * B + b) * U;
        y.set(h.subarray(from, from + U), (b * T + t) * U);
      }
    }
  }

  /** Gradients of the weights and biases from that of y. */
  backward([dwx, dwh, dbx, dbh]: readonly Float32Array[], dy: Float32Array, wh: Float32Array): void {
    const { B, T, D, U } = this.#sizes;
    const gates = this.#gates;
    const G = gates.count * U;
    const { dz, dproduct, through } = gates;
    through.fill(0);
    this.#dh.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      gates.backward(t, this.#h, this.#z, this.#dh, dy);
      if (t === 0) break; // nobody asks for the gradient of the zeros before
      multiply(this.#dh, matrix(dproduct.subarray(t * B * G), G), matrix(wh, U), B, U, G);
    }
    multiply(dwx!, transpose(dz, G), matrix(this.#x, D), G, D, T * B);
    multiply(dwh!, transpose(dproduct, G), matrix(this.#h, U), G, U, T * B);
    sumColumns(dbx!, dz);
    if (dproduct === dz) dbh!.set(dbx!);
    else sumColumns(dbh!, dproduct);
  }
}
