import { Module } from "../nn/module.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** What can be trained: a module, or a function that uses parameters of its own. */
export type Model = Module | ((x: Tensor) => Tensor);

/** A function as a module. Its parameters are its own affair, and so are its modes. */
class FunctionModel extends Module {
  readonly #f: (x: Tensor) => Tensor;

  constructor(f: (x: Tensor) => Tensor) {
    super();
    this.#f = f;
  }

  override forward(x: Tensor): Tensor {
    return this.#f(x);
  }
}

/** `model` as a module. */
export function asModule(model: Model): Module {
  return model instanceof Module ? model : new FunctionModel(model);
}
