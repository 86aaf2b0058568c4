import { observe } from "../autograd/observe.ts";
import { Generator } from "../tensor/generator.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { loadInto } from "./load.ts";
import { Parameter, State } from "./parameter.ts";

/** How a layer looks at one axis of an image: each output at `size` places, `dilation` apart; the next output `stride` further on. */
export interface View {
  readonly size: number;
  /** 1 / n for a layer that makes n outputs of an input. */
  readonly stride: number;
  readonly dilation: number;
}

/** What the registry of a module finds. */
type Entry = Module | Parameter | State | Generator;

/**
 * A part of a network: parameters, and what it computes with them.
 *
 * Its fields are its registry: those that hold a `Parameter`, a `State`, a `Generator`, a module, or an array of these, are
 * trained, saved and freed with it, under the name of the field. (Fields that start with `#` are out of reach and stay
 * unseen.) What several fields share counts once, under its first path. Sizes are known at construction.
 *
 *     class Net extends Module {
 *       readonly first = new Linear(4, 8);
 *       readonly second = new Linear(8, 3);
 *       override forward(x: Tensor): Tensor {
 *         return this.second.forward(relu(this.first.forward(x)));
 *       }
 *     }
 */
export abstract class Module {
  #training = true;

  /** The output for `x`, whose first axis is the batch. A module may take further inputs, or options. */
  abstract forward(x: Tensor, ...more: unknown[]): Tensor;

  /** What this module and `next` compute one after the other, to the bit, if that is done faster together, else null. */
  fusedWith?(next: Module): ((x: Tensor) => Tensor) | null;

  /**
   * How this module looks at each axis behind the channels of an image whose axes have these sizes: what `receptiveField` asks. One
   * that does not tell looks at each place by itself.
   */
  views?(sizes: readonly number[]): readonly View[];

  /** Whether this module itself is in training mode, the mode that modules start in. Layers such as `Dropout` ask for it. */
  get training(): boolean {
    return observe(() => this.#training);
  }

  set training(training: boolean) {
    this.#training = training;
  }

  /** Puts this module and all in it in training mode. Answers the module. */
  train(): this {
    return this.#setTraining(true);
  }

  /** Puts this module and all in it in evaluation mode. Answers the module. */
  eval(): this {
    return this.#setTraining(false);
  }

  #setTraining(training: boolean): this {
    for (const [, module] of this.namedModules()) module.training = training;
    return this;
  }

  /** This module under the path "", then all in it, in the order of the fields. */
  *namedModules(): IterableIterator<[path: string, module: Module]> {
    for (const [path, entry] of this.#entries()) if (entry instanceof Module) yield [path, entry];
  }

  /** Each parameter once, by its path: field names and indices with dots between them, which are PyTorch's `state_dict` keys. */
  *namedParameters(): IterableIterator<[path: string, parameter: Parameter]> {
    for (const [path, entry] of this.#entries()) if (entry instanceof Parameter) yield [path, entry];
  }

  /** Each state once, by its path. */
  *namedStates(): IterableIterator<[path: string, state: State]> {
    for (const [path, entry] of this.#entries()) if (entry instanceof State) yield [path, entry];
  }

  /** Each generator that random layers draw from, once, by its path. */
  *namedGenerators(): IterableIterator<[path: string, generator: Generator]> {
    for (const [path, entry] of this.#entries()) if (entry instanceof Generator) yield [path, entry];
  }

  /** Each parameter once, in the order of `namedParameters`. */
  *parameters(): IterableIterator<Parameter> {
    for (const [, parameter] of this.namedParameters()) yield parameter;
  }

  /** Parameters and states by their paths, in the order of the fields: what is saved, and what `load` takes. Not copies. */
  namedTensors(): ReadonlyMap<string, Parameter | State> {
    const tensors = new Map<string, Parameter | State>();
    for (const [path, entry] of this.#entries()) {
      if (entry instanceof Parameter || entry instanceof State) tensors.set(path, entry);
    }
    return tensors;
  }

  /**
   * Copies `tensors` into the parameters and states of the same paths.
   *
   * Throws `ValueError` unless both hold the same names, shapes and dtypes: it lists what is missing, unexpected or does not
   * fit, and leaves the module as it was.
   */
  load(tensors: ReadonlyMap<string, Tensor>): void {
    loadInto("load", this.namedTensors(), tensors);
  }

  /** Frees the parameters, states and generators, but for those that a module which shares them has freed. */
  dispose(): void {
    for (const [, entry] of this.#entries()) if (!(entry instanceof Module)) entry[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** What the registry looks through, by name: the fields. A container that numbers its children puts them here. */
  protected *fields(): IterableIterator<[name: string, value: unknown]> {
    yield* Object.entries(this);
  }

  #entries(): IterableIterator<[path: string, entry: Entry]> {
    return Module.#walk(this, "", new Set());
  }

  /** What `value` holds, itself first; `seen` was found before. */
  static *#walk(value: unknown, path: string, seen: Set<Entry>): IterableIterator<[path: string, entry: Entry]> {
    if (Array.isArray(value)) {
      for (const [i, v] of value.entries()) yield* Module.#walk(v, join(path, String(i)), seen);
      return;
    }
    if (!isEntry(value) || seen.has(value)) return;
    seen.add(value);
    yield [path, value];
    if (value instanceof Module) for (const [name, v] of value.fields()) yield* Module.#walk(v, join(path, name), seen);
  }
}

function isEntry(value: unknown): value is Entry {
  return [Module, Parameter, State, Generator].some((kind) => value instanceof kind);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
