import type { Gradients } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { MemoryError, ShapeError } from "../base/errors.ts";
import { loadInto } from "../nn/load.ts";
import type { Parameter } from "../nn/parameter.ts";
import { checkDType } from "../tensor/check.ts";
import { tensor, zeros } from "../tensor/creation.ts";
import { Persistent } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { readDouble, writeDouble } from "../wasm/views.ts";
import { namedParameters, type Trained } from "./support/named-parameters.ts";

/** What an optimizer keeps in memory. */
export interface Layout {
  /** Names of what is kept for each parameter, in its shape, zeros at the start. */
  readonly buffers: readonly string[];
  /** float64 numbers that a tick reads, and may count on; the learning rate comes first. */
  readonly cells: readonly number[];
  /** How many float32 factors a tick derives from them. */
  readonly factors: number;
  /** Whether each parameter counts its own steps, in cells of its own; else all share one set. */
  readonly counts: boolean;
}

/** What a tick works on. */
interface Clock {
  readonly cells: Persistent;
  readonly factors: Persistent;
}

interface Slot {
  readonly name: string;
  readonly parameter: Parameter;
  /** Addresses of the buffers, in the order of the layout. */
  readonly buffers: readonly number[];
  readonly clock: Clock;
}

/**
 * Moves parameters along their gradients. All that it keeps is allocated whole by the constructor and lies in memory, step
 * counts and hyperparameters too, so that a step is launches only.
 *
 * A new rule is a subclass with a `tick` and an `update`. Throws `ValueError` if there are no parameters, if one is listed
 * twice, or if something is not a parameter.
 */
export abstract class Optimizer {
  readonly #op: string;
  readonly #clocks: Clock[] = [];
  readonly #slots: readonly Slot[];
  /** What a checkpoint holds. */
  readonly #kept = new Map<string, Persistent>();

  constructor(op: string, trained: Trained, { buffers, cells, factors, counts }: Layout) {
    const parameters = namedParameters(op, trained);
    this.#op = op;
    const keep = (name: string, value: Tensor): Persistent => {
      const kept = new Persistent(value);
      this.#kept.set(name, kept);
      return kept;
    };
    const clock = (name: string): Clock => {
      const words = new Int32Array(Float64Array.from(cells).buffer);
      const made = { cells: keep(name, tensor(words)), factors: new Persistent(zeros([factors])) };
      this.#clocks.push(made);
      return made;
    };
    try {
      // A scope, for the zeros whose copy finds no memory any more.
      this.#slots = scope(() => {
        const shared = counts ? null : clock("cells");
        return Array.from(parameters, ([name, parameter]) => ({
          name,
          parameter,
          buffers: buffers.map((buffer) => keep(`${name}.${buffer}`, zeros(parameter.shape)).address),
          clock: shared ?? clock(`${name}.cells`),
        }));
      });
    } catch (error) {
      this.dispose(); // memory ran out half way
      throw error;
    }
  }

  /** How far a step goes; may be set between steps. Setting throws `ValueError` unless it is finite and not negative. */
  get learningRate(): number {
    this.#checkInUse();
    return readDouble(this.#clocks[0]!.cells.address, 0);
  }

  set learningRate(rate: number) {
    checkRate(this.#op, "learningRate", rate);
    this.#checkInUse();
    for (const { cells } of this.#clocks) writeDouble(cells.address, 0, rate);
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
    let ticked: Clock | null = null;
    for (const { slot } of moves) {
      if (slot.clock !== ticked) this.tick(slot.clock.factors.address, slot.clock.cells.address);
      ticked = slot.clock;
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
  protected abstract update(w: number, dw: number, buffers: readonly number[], factors: number, size: number): void;

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
