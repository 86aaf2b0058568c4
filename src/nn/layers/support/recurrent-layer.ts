import { checkValue } from "../../../base/check.ts";
import { add } from "../../../ops/add.ts";
import { clone } from "../../../ops/clone.ts";
import { concat } from "../../../ops/concat.ts";
import { dropout as drop } from "../../../ops/dropout.ts";
import { sequenceMask } from "../../../ops/sequence-mask.ts";
import { slice } from "../../../ops/slice.ts";
import { reshape } from "../../../ops/reshape.ts";
import { stack } from "../../../ops/stack.ts";
import type { RecurrentWeights } from "../../../ops/support/recurrent.ts";
import type { RecurrentOptions } from "../../../ops/support/recurrent-units.ts";
import { checkShape } from "../../../tensor/check.ts";
import { defaultGenerator, type Generator } from "../../../tensor/generator.ts";
import { zeros } from "../../../tensor/creation.ts";
import { rand } from "../../../tensor/random.ts";
import type { Shape } from "../../../tensor/shape.ts";
import { assign } from "../../../tensor/persistent.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import { ValueError } from "../../../base/errors.ts";
import { Module } from "../../module.ts";
import { Parameter, State } from "../../parameter.ts";

/** Options of recurrent layers. */
export interface RecurrentLayerOptions {
  /** Layers on top of each other; default 1. */
  readonly numLayers?: number;
  /** Whether a second set of weights goes from the end to the beginning; default false. */
  readonly bidirectional?: boolean;
  /** What becomes of the outputs of both directions: side by side, or their sum; default "concat". */
  readonly merge?: "concat" | "sum";
  /** Probability of dropout between layers, in training mode; default 0. */
  readonly dropout?: number;
  /** Whether to add biases, one of the input and one of the state; default true. */
  readonly bias?: boolean;
  /** Whether `forward` gives the states of all steps, or that behind the last one; default true. */
  readonly returnSequences?: boolean;
  /**
   * Batch size of streams: `forward` begins where the batch before it ended, without a gradient back into that, until
   * `resetState`. Default null: every batch begins with zeros.
   */
  readonly stateful?: number | null;
}

/** The states of all layers and directions, `[numLayers · directions, B, U]` each, in PyTorch's order: layer by layer, forward first. */
export type RecurrentState<K extends string> = Readonly<Record<K, Tensor>>;

/** Options of `run`. */
export interface RunOptions<K extends string> {
  /** States before the first step; default zeros. */
  readonly state?: RecurrentState<K> | null;
  /** How many steps of each sequence take part, int32 `[B]`; default all. */
  readonly lengths?: Tensor | null;
  /** int32 `[B, T]`: steps where it is 0 are left out; default all take part. Instead of `lengths`. */
  readonly mask?: Tensor | null;
  /** Whether to answer the gates; default false. */
  readonly gates?: boolean;
}

/** What `run` gives. */
export interface RunResult<K extends string> {
  /** The last layer's states at all steps, `[B, T, U]`, or `[B, T, 2U]` for both directions side by side. */
  readonly output: Tensor;
  /** States behind the last step. */
  readonly state: RecurrentState<K>;
  /** For each layer and direction, the gates `[B, T, gates, U]`; empty unless they were asked for. */
  readonly gates: readonly Tensor[];
}

/** One layer in one direction: what goes in and comes out of the op. */
export interface Passage {
  readonly output: Tensor;
  readonly last: readonly Tensor[];
  readonly gates: Tensor | null;
}

/** Recurrent layers: weights under PyTorch's names, several layers and directions, states in and out. */
export abstract class RecurrentLayer<K extends string> extends Module {
  readonly [weight: `weight_ih_l${string}` | `weight_hh_l${string}`]: Parameter;
  readonly [bias: `bias_ih_l${string}` | `bias_hh_l${string}`]: Parameter | undefined;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly bidirectional: boolean;
  readonly merge: "concat" | "sum";
  readonly dropout: number;
  readonly returnSequences: boolean;
  readonly generator: Generator | null;
  /** States of streams, by their names, if the layer is stateful. */
  readonly states: readonly State[];
  readonly #names: readonly K[];

  constructor(layer: string, D: number, U: number, gates: number, names: readonly K[], options: RecurrentLayerOptions) {
    super();
    const { numLayers = 1, bidirectional = false, merge = "concat", bias = true, stateful = null } = options;
    const { dropout: p = 0, returnSequences = true } = options;
    for (const [name, n] of Object.entries({ D, U, numLayers, ...(stateful === null ? {} : { stateful }) })) {
      checkValue(layer, name, n, Number.isSafeInteger(n) && n > 0, "a whole number from 1 on");
    }
    checkValue(layer, "merge", merge, merge === "concat" || merge === "sum", `"concat" or "sum"`);
    checkValue(layer, "dropout", p, p >= 0 && p <= 1, "a number from 0 to 1");
    [this.inputSize, this.hiddenSize, this.numLayers, this.dropout] = [D, U, numLayers, p];
    [this.bidirectional, this.merge, this.returnSequences] = [bidirectional, merge, returnSequences];
    this.#names = names;
    const bound = 1 / Math.sqrt(U);
    const drawn = (shape: Shape) => new Parameter(rand(shape, { low: -bound, high: bound }));
    const width = bidirectional && merge === "concat" ? 2 * U : U;
    for (let layer = 0; layer < numLayers; layer++) {
      for (const direction of this.#directions) {
        const suffix = `l${layer}${direction}`;
        const parameters: Record<string, Parameter> = {
          [`weight_ih_${suffix}`]: drawn([gates * U, layer === 0 ? D : width]),
          [`weight_hh_${suffix}`]: drawn([gates * U, U]),
          ...(bias ? { [`bias_ih_${suffix}`]: drawn([gates * U]), [`bias_hh_${suffix}`]: drawn([gates * U]) } : {}),
        };
        Object.assign(this, parameters);
      }
    }
    this.generator = p > 0 ? defaultGenerator().fork() : null;
    const count = numLayers * this.#directions.length;
    this.states = stateful === null ? [] : names.map(() => new State(zeros([count, stateful, U])));
  }

  /** Takes `x` through one layer in one direction. */
  protected abstract pass(
    x: Tensor,
    weights: RecurrentWeights,
    first: readonly (Tensor | null)[],
    options: RecurrentOptions,
  ): Passage;

  /** The output of `run`; without `returnSequences`, the last layer's h behind the last step, `[B, U]` or `[B, 2U]`. */
  override forward(x: Tensor, lengths?: Tensor): Tensor {
    const isStateful = this.states.length > 0;
    // Copies, as a gradient may need what is overwritten here.
    const before = isStateful ? this.#named(this.states.map(clone)) : null;
    const { output, last, state } = this.#run(x, { state: before, lengths: lengths ?? null });
    if (isStateful) for (const [i, t] of state().entries()) assign(this.states[i]!, t);
    return this.returnSequences ? output : last;
  }

  /** Takes `x` from `state` on, and answers the states behind it, too. */
  run(x: Tensor, options: RunOptions<K> = {}): RunResult<K> {
    const { output, gates, state } = this.#run(x, options);
    return { output, state: this.#named(state()), gates };
  }

  /** Lets the next batch of streams begin with zeros. */
  resetState(): void {
    for (const state of this.states) assign(state, zeros(state.shape));
  }

  #run(x: Tensor, { state = null, lengths = null, mask = null, gates: wanted = false }: RunOptions<K>) {
    const steps = this.#check(x, state, lengths, mask);
    const gates: Tensor[] = [];
    const lasts: (readonly Tensor[])[] = [];
    let input = x;
    for (let layer = 0; layer < this.numLayers; layer++) {
      if (layer > 0 && this.generator !== null && this.training) {
        input = drop(input, this.dropout, { generator: this.generator });
      }
      const outputs = this.#directions.map((direction) => {
        const at = lasts.length;
        const first = this.#names.map((name) => state && rowOf(state[name], at));
        const options = { mask: steps, reverse: direction !== "", gates: wanted };
        const passage = this.pass(input, this.#weights(`${layer}${direction}`), first, options);
        lasts.push(passage.last);
        if (passage.gates !== null) gates.push(passage.gates);
        return passage.output;
      });
      input = this.#join(outputs);
    }
    return {
      output: input,
      last: this.#join(lasts.slice(-this.#directions.length).map(([h]) => h!)),
      gates,
      /** Only for who asks, as it takes copies. */
      state: () => this.#names.map((_, i) => stack(lasts.map((last) => last[i]!))),
    };
  }

  /** Which steps take part. */
  #check(x: Tensor, state: RecurrentState<K> | null, lengths: Tensor | null, mask: Tensor | null): Tensor | null {
    const layer = this.constructor.name;
    const { B, T } = checkShape(layer, "x", x, "B T D", { D: this.inputSize });
    const sizes = { N: this.numLayers * this.#directions.length, B, U: this.hiddenSize };
    if (state !== null) for (const name of this.#names) checkShape(layer, `state.${name}`, state[name], "N B U", sizes);
    if (lengths === null) return mask;
    if (mask !== null) throw new ValueError(`${layer}: lengths and mask are given, expected one of them`);
    checkShape(layer, "lengths", lengths, "B", { B });
    return sequenceMask(lengths, T);
  }

  /** What the names of weights end in: nothing forward, and PyTorch's word backward. */
  get #directions(): readonly string[] {
    return this.bidirectional ? ["", "_reverse"] : [""];
  }

  #weights(suffix: string): RecurrentWeights {
    const [bx, bh] = [this[`bias_ih_l${suffix}`] ?? null, this[`bias_hh_l${suffix}`] ?? null];
    return { wx: this[`weight_ih_l${suffix}`]!, wh: this[`weight_hh_l${suffix}`]!, bx, bh };
  }

  #join([forward, backward]: readonly Tensor[]): Tensor {
    if (backward === undefined) return forward!;
    return this.merge === "sum" ? add(forward!, backward) : concat([forward!, backward], -1);
  }

  #named(tensors: readonly Tensor[]): RecurrentState<K> {
    return Object.fromEntries(this.#names.map((name, i) => [name, tensors[i]!])) as Record<K, Tensor>;
  }
}

function rowOf(t: Tensor, i: number): Tensor {
  return reshape(slice(t, [[i, i + 1]]), t.shape.slice(1));
}
