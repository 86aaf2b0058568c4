import { ValueError } from "../../base/errors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { located } from "../located.ts";
import { Module } from "../module.ts";

/**
 * Modules one after the other, each taking what the one before it gives. Its children are called "0", "1", …; it may be
 * iterated over. Without modules it answers its input.
 *
 * Throws `ValueError` unless all are modules. Errors of a layer say where in the model it is.
 */
export class Sequential extends Module {
  readonly #layers: readonly Module[];

  constructor(...layers: readonly Module[]) {
    super();
    layers.forEach((layer: unknown, i) => {
      if (layer instanceof Module) return;
      const got = typeof layer === "function" ? "a function or class" : layer === null ? "null" : typeof layer;
      throw new ValueError(`Sequential: layer ${i} is ${got}, expected a module; make one with new`);
    });
    this.#layers = layers;
  }

  /** Number of modules. */
  get length(): number {
    return this.#layers.length;
  }

  /** The module at `index`; negative ones count from the end. Throws `ValueError` if there is none. */
  at(index: number): Module {
    const layer = this.#layers.at(index);
    if (layer === undefined || !Number.isInteger(index)) {
      throw new ValueError(`at: index is ${index}, expected a whole number from ${-this.length} to ${this.length - 1}`);
    }
    return layer;
  }

  [Symbol.iterator](): IterableIterator<Module> {
    return this.#layers[Symbol.iterator]();
  }

  override forward(x: Tensor): Tensor {
    let y = x;
    for (let i = 0; i < this.#layers.length; i++) {
      const layer = this.#layers[i]!;
      const fused = this.#fused(layer, this.#layers[i + 1]);
      try {
        y = fused === null ? layer.forward(y) : fused(y);
      } catch (error) {
        throw located(error, layer, this);
      }
      if (fused !== null) i++;
    }
    return y;
  }

  /** Both layers in one, unless somebody listens to either. */
  #fused(layer: Module, next: Module | undefined): ((x: Tensor) => Tensor) | null {
    if (next === undefined || Object.hasOwn(layer, "forward") || Object.hasOwn(next, "forward")) return null;
    return layer.fusedWith?.(next) ?? null;
  }

  protected override *fields(): IterableIterator<[name: string, value: unknown]> {
    for (const [i, layer] of this.#layers.entries()) yield [String(i), layer];
    yield* super.fields();
  }
}
