import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { crossEntropy, Dropout, Linear, type Module, ReLU, Sequential } from "../../src/nn/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import type { FitOptions } from "../../src/train/index.ts";

/** n samples of two numbers; the label says whether the first is larger. */
export function compared(n: number): ArrayDataset {
  const x = Array.from({ length: n }, (_, i) => [Math.sin(i), Math.cos(3 * i)] as const);
  return new ArrayDataset(
    x,
    Int32Array.from(x, ([a, b]) => Number(a > b)),
  );
}

/** A seeded network with everything that training must take care of: parameters, and a layer that is random and has modes. */
export function network(): Sequential {
  manualSeed(1);
  return new Sequential(new Linear(2, 8), new ReLU(), new Dropout(0.2), new Linear(8, 2));
}

/** Options of `fit` that train `model`, and whatever else is given. */
export function options(model: Module, rest: Partial<FitOptions> = {}): FitOptions {
  return { loss: crossEntropy, optimizer: new Adam(model, { learningRate: 0.01 }), epochs: 2, seed: 3, ...rest };
}

/** The parameters, to the bit. */
export const bits = (model: Module) =>
  Array.from(model.parameters(), (p) => Array.from(new Uint32Array(p.data.buffer)));
/** Whether each module is in training mode. */
export const modes = (model: Module) => Array.from(model.namedModules(), ([, m]) => m.training);
