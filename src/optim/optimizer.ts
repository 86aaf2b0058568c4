import type { Gradients } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { MemoryError, ShapeError, ValueError } from "../base/errors.ts";
import { loadInto } from "../nn/load.ts";
import type { Parameter } from "../nn/parameter.ts";
import { checkDType } from "../tensor/check.ts";
import { full, tensor, zeros } from "../tensor/creation.ts";
import { Persistent } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { readDouble, writeDouble } from "../wasm/views.ts";
import { divide, type GroupLayout, type Layout } from "./support/groups.ts";
import { namedParameters, type Trained } from "./support/named-parameters.ts";

/** What a tick works on. */
interface Clock {
  readonly cells: Persistent;
  readonly factors: Persistent;
}

/** Addresses of what is kept for a parameter, by name. */
export type Buffers = Readonly<Record<string, number>>;

interface Slot {
  readonly name: string;
  readonly parameter: Parameter;
  readonly buffers: Buffers;
  readonly clock: Clock;
}

/** Parameters that share their hyperparameters. */
export interface ParameterGroup {
  /** Their paths in the model, or their places in the list. */
  readonly paths: readonly string[];
  /** How far a step goes; may be set between steps. Setting throws `ValueError` unless it is finite and not negative. */
  learningRate: number;
}

/**
 * Moves parameters along their gradients. All that it keeps is allocated whole by the constructor and lies in memory, step
 * counts and hyperparameters too, so that a step is launches only.
 *
 * Every optimizer takes `groups`: options for the parameters whose paths match, the first group that does; the others have the
 * options of the optimizer.
 *
 *     new AdamW(model, { groups: [{ match: /bias$|norm/, weightDecay: 0 }, { match: "head.", learningRate: 1e-2 }] });
 *
 * A new rule is a subclass with a `tick` and an `update`. Throws `ValueError` if there are no parameters, if one is listed
 * twice, if something is not a parameter, or if a group has none.
 */
export abstract class Optimizer {
  /** The groups that have parameters, those of no group first. */
  readonly groups: readonly ParameterGroup[];
  readonly #op: string;
  /** All clocks, and those of the groups that follow the learning rate of the optimizer. */
  readonly #clocks: Clock[] = [];
  readonly #following: Clock[] = [];
  readonly #slots: readonly Slot[];
  /** What a checkpoint holds. */
  readonly #kept = new Map<string, Persistent>();

  constructor(op: string, trained: Trained, layout: Layout, groups: readonly GroupLayout[] = []) {
    const parameters = [...namedParameters(op, trained)];
    const paths = parameters.map(([path]) => path);
    const places = divide(op, paths, groups);
    this.#op = op;
    try {
      // A scope, for the numbers whose copy finds no memory any more.
      const made = scope(() =>
        [layout, ...groups].map((own, i) => {
          const inGroup = parameters.filter((_, k) => places[k] === i);
          return this.#group(i, inGroup, own, i === 0 || !groups[i - 1]!.hasRate);
        }),
      );
      const slots = made.flat();
      this.#slots = paths.map((path) => slots.find(({ name }) => name === path)!);
      this.groups = made.filter((group) => group.length > 0).map((group) => this.#groupOf(group));
    } catch (error) {
      this.dispose(); // memory ran out half way
      throw error;
    }
  }

  /** Allocates what a group keeps. */
  #group(i: number, parameters: readonly (readonly [string, Parameter])[], layout: Layout, follows: boolean): Slot[] {
    const { buffers, cells, factors, counts } = layout;
    const keep = (name: string, value: Tensor): Persistent => {
      const kept = new Persistent(value);
      this.#kept.set(name, kept);
      return kept;
    };
    const clock = (name: string): Clock => {
      const words = new Int32Array(Float64Array.from(cells).buffer);
      const made = { cells: keep(name, tensor(words)), factors: new Persistent(zeros([factors])) };
      this.#clocks.push(made);
      if (follows) this.#following.push(made);
      return made;
    };
    if (parameters.length === 0) return [];
    const shared = counts ? null : clock(i === 0 ? "cells" : `cells.${i}`);
    return parameters.map(([name, parameter]) => {
      const kept = Object.entries(buffers).map(
        ([buffer, start]) => [buffer, keep(`${name}.${buffer}`, full(parameter.shape, start)).address] as const,
      );
      return { name, parameter, buffers: Object.fromEntries(kept), clock: shared ?? clock(`${name}.cells`) };
    });
  }

  #groupOf(slots: readonly Slot[]): ParameterGroup {
    const clocks = [...new Set(slots.map(({ clock }) => clock))];
    const read = (): number => this.#rateOf(clocks);
    const write = (rate: number): void => this.#setRate(clocks, rate);
    return {
      paths: slots.map(({ name }) => name),
      get learningRate() {
        return read();
      },
      set learningRate(rate: number) {
        write(rate);
      },
    };
  }

  /**
   * How far a step goes, of the first of `groups`; may be set between steps, for all parameters but those of groups that were given
   * one of their own. Setting throws `ValueError` unless it is finite and not negative, and if every group has its own.
   */
  get learningRate(): number {
    return this.#rateOf(this.#clocks);
  }

  set learningRate(rate: number) {
    this.#setRate(this.#following, rate);
  }

  #rateOf(clocks: readonly Clock[]): number {
    this.#checkInUse();
    return readDouble(clocks[0]!.cells.address, 0);
  }

  #setRate(clocks: readonly Clock[], rate: number): void {
    checkRate(this.#op, "learningRate", rate);
    this.#checkInUse();
    if (clocks.length === 0) {
      throw new ValueError(
        `${this.#op}: learningRate is ${rate}, expected none: every group has its own; set groups[i]'s`,
      );
    }
    for (const { cells } of clocks) writeDouble(cells.address, 0, rate);
  }

  /**
   * Moves every parameter that has a gradient. The others stay as they are, and so does what is kept for them.
   *
   * Throws `ShapeError` or `DTypeError` if a gradient does not fit its parameter; then none was moved.
   */
  step(grads: Gradients): void {
    this.#checkInUse();
    checkValue(this.#op, "grads", typeof grads, grads instanceof Map, "the map that gradients(loss) answers");
    const moves: { slot: Slot; w: number; dw: number }[] = [];
    for (const slot of this.#slots) {
      const dw = grads.get(slot.parameter);
      if (dw !== undefined) moves.push({ slot, w: slot.parameter.address, dw: this.#addressOf(dw, slot) });
    }
    // All ticks come first, so that threads wait for them once.
    for (const { cells, factors } of new Set(moves.map(({ slot }) => slot.clock))) {
      this.tick(factors.address, cells.address);
    }
    for (const { slot, w, dw } of moves) {
      this.update(w, dw, slot.buffers, slot.clock.factors.address, slot.parameter.size);
      slot.parameter.storage.version++;
    }
  }

  /** State, step counts and hyperparameters by name, for a checkpoint. Not copies. Float64 cells are pairs of int32 words. */
  namedTensors(): ReadonlyMap<string, Tensor> {
    return this.#kept;
  }

  /**
   * Goes on where the optimizer stood that `tensors` come from, with its hyperparameters: further steps give the same bits.
   *
   * Throws `ValueError` unless both keep the same names, shapes and dtypes, and all cells are finite and not negative; then
   * the optimizer is left as it was.
   */
  load(tensors: ReadonlyMap<string, Tensor>): void {
    for (const [name, { dtype, size }] of this.#kept) {
      const t = tensors.get(name);
      if (dtype !== "int32" || t?.dtype !== "int32" || t.size !== size) continue;
      const bad = new Float64Array(t.data.buffer).find((cell) => !(cell >= 0 && cell < Infinity));
      checkValue(this.#op, `load: "${name}"`, bad, bad === undefined, "finite numbers from 0 on");
    }
    loadInto(`${this.#op}: load`, this.#kept, tensors);
  }

  /** Frees what the optimizer keeps; the parameters stay. */
  dispose(): void {
    for (const t of this.#kept.values()) t[Symbol.dispose]();
    for (const { factors } of this.#clocks) factors[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Launches what counts a step and derives its factors from the cells, both given by their addresses. */
  protected abstract tick(factors: number, cells: number): void;

  /** Launches the update of a parameter of `size` elements; all but that are addresses. */
  protected abstract update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void;

  #checkInUse(): void {
    if (this.#clocks[0]!.factors.disposed) {
      throw new MemoryError(`${this.#op}: the optimizer was disposed of, expected one in use`);
    }
  }

  #addressOf(dw: Tensor, { name, parameter }: Slot): number {
    if (!sameShape(dw.shape, parameter.shape)) {
      throw new ShapeError(
        `${this.#op}: the gradient of ${name} is ${formatShape(dw.shape)}, expected ${formatShape(parameter.shape)}`,
      );
    }
    checkDType(this.#op, `the gradient of ${name}`, dw, "float32");
    return dw.address;
  }
}

/** Throws `ValueError` unless `rate` is a number from 0 on, and finite in float32 too. */
export function checkRate(op: string, name: string, rate: number): void {
  checkValue(op, name, rate, rate >= 0 && Number.isFinite(Math.fround(rate)), "a finite number from 0 on");
}
