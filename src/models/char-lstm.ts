import { Dropout, Embedding, Linear, LSTM, Module, type RecurrentState } from "../nn/index.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkCounts } from "./check.ts";

/** Options of `charLstm`. */
export interface CharLSTMOptions {
  /** How many characters there are. */
  readonly vocabulary: number;
  /** Numbers that stand for a character; default 64. */
  readonly embedding?: number;
  /** Units of a layer; default 128. */
  readonly hidden?: number;
  /** Default 1. */
  readonly numLayers?: number;
  /** How probably a number between layers, and before the last one, is dropped; default 0. */
  readonly dropout?: number;
}

/** What `CharLSTM.run` gives. */
export interface CharLSTMResult {
  /** Scores of the characters that may come next, `[B, T, V]`. */
  readonly logits: Tensor;
  /** State behind the last character. */
  readonly state: RecurrentState<"h" | "c">;
}

/** A model of text, made by `charLstm`. */
export class CharLSTM extends Module {
  readonly embedding: Embedding;
  readonly lstm: LSTM;
  readonly dropout: Dropout;
  readonly head: Linear;

  constructor({ vocabulary, embedding = 64, hidden = 128, numLayers = 1, dropout = 0 }: CharLSTMOptions) {
    super();
    checkCounts("charLstm", { vocabulary, embedding, hidden, numLayers });
    this.embedding = new Embedding(vocabulary, embedding);
    this.lstm = new LSTM(embedding, hidden, { numLayers, dropout });
    this.dropout = new Dropout(dropout);
    this.head = new Linear(hidden, vocabulary);
  }

  /** Scores of the next character behind each of `x [B, T]`, int32: `[B, T, V]`. */
  override forward(x: Tensor): Tensor {
    return this.#scores(this.lstm.forward(this.embedding.forward(x)));
  }

  /** The same from a state on. */
  run(x: Tensor, state: RecurrentState<"h" | "c"> | null = null): CharLSTMResult {
    const { output, state: after } = this.lstm.run(this.embedding.forward(x), { state });
    return { logits: this.#scores(output), state: after };
  }

  #scores(output: Tensor): Tensor {
    return this.head.forward(this.dropout.forward(output));
  }
}

/**
 * A model of text, character by character: an embedding, LSTM layers, and a dense layer that scores the next character. Train it by
 * `crossEntropy` on windows of a text; `sampleText` writes with it.
 *
 * Shapes: `x [B, T]`, int32 → `y [B, T, V]`. Throws `ValueError` for options that cannot be used.
 * Source: Karpathy, "The unreasonable effectiveness of recurrent neural networks", 2015.
 */
export function charLstm(options: CharLSTMOptions): CharLSTM {
  return new CharLSTM(options);
}
