import { Dropout, Embedding, Linear, Module } from "../nn/index.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type CellKind, recurrentLayer } from "./cells.ts";
import { checkCounts } from "./check.ts";

/** Options of `sequenceClassifier`. */
export interface SequenceClassifierOptions {
  /** Numbers of a step; with `vocabulary`, numbers that stand for a word. Default 64. */
  readonly inputs?: number;
  /** How many words there are, if steps are words; default null. */
  readonly vocabulary?: number | null;
  /** Default 2. */
  readonly classes?: number;
  /** Units of a layer in a direction; default 64. */
  readonly hidden?: number;
  /** Default "lstm". */
  readonly cell?: CellKind;
  /** Default 1. */
  readonly numLayers?: number;
  /** Default false. */
  readonly bidirectional?: boolean;
  /** How probably a number between layers, and before the last one, is dropped; default 0. */
  readonly dropout?: number;
}

/** A model that tells classes of sequences, made by `sequenceClassifier`. */
export class SequenceClassifier extends Module {
  readonly embedding: Embedding | null;
  readonly recurrent: ReturnType<typeof recurrentLayer>;
  readonly dropout: Dropout;
  readonly head: Linear;

  constructor(options: SequenceClassifierOptions) {
    super();
    const { inputs = 64, vocabulary = null, classes = 2, hidden = 64, cell = "lstm" } = options;
    const { numLayers = 1, bidirectional = false, dropout = 0 } = options;
    checkCounts("sequenceClassifier", { inputs, classes, hidden, numLayers, vocabulary: vocabulary ?? 1 });
    this.embedding = vocabulary === null ? null : new Embedding(vocabulary, inputs);
    const layers = { numLayers, bidirectional, dropout, returnSequences: false };
    this.recurrent = recurrentLayer("sequenceClassifier", cell, inputs, hidden, layers);
    this.dropout = new Dropout(dropout);
    this.head = new Linear(bidirectional ? 2 * hidden : hidden, classes);
  }

  /** Scores `[B, V]` of the classes of `x [B, T, D]`, or of words `[B, T]`, int32; `lengths` are int32 `[B]`, default all T. */
  override forward(x: Tensor, lengths?: Tensor): Tensor {
    const steps = this.embedding === null ? x : this.embedding.forward(x);
    return this.head.forward(this.dropout.forward(this.recurrent.forward(steps, lengths)));
  }
}

/**
 * Tells classes of sequences: recurrent layers, whose state behind the last step goes to a dense layer.
 *
 * Shapes: `x [B, T, D]`, or int32 `[B, T]` with a vocabulary, and int32 `lengths [B]` → `y [B, V]`. Throws `ValueError` for options
 * that cannot be used.
 */
export function sequenceClassifier(options: SequenceClassifierOptions = {}): SequenceClassifier {
  return new SequenceClassifier(options);
}
