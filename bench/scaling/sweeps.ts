import type { DenseOptions } from "../baseline/dense-network.ts";

/** Training steps that differ in one number. */
export interface Sweep {
  /** What the number is. */
  readonly of: string;
  /** What stays the same. */
  readonly network: string;
  readonly values: readonly number[];
  readonly options: (value: number) => DenseOptions;
}

const COMMON = { activation: "relu", loss: "crossEntropy", optimizer: "sgd", learningRate: 0.001 } as const;

export const SWEEPS: Readonly<Record<string, Sweep>> = {
  batch: {
    of: "batch size",
    network: "784-256-128-10",
    values: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    options: (batch) => ({ ...COMMON, batch, sizes: [784, 256, 128, 10] }),
  },
  width: {
    of: "width",
    network: "three layers, the hidden two and the input of this width, 10 classes, batch 64",
    values: [8, 16, 32, 64, 128, 256, 512, 1024],
    options: (width) => ({ ...COMMON, batch: 64, sizes: [width, width, width, 10] }),
  },
  depth: {
    of: "layers",
    network: "layers of width 128, then 10 classes, batch 64",
    values: [1, 2, 4, 8, 16, 32, 64],
    options: (depth) => ({ ...COMMON, batch: 64, sizes: [...new Array<number>(depth + 1).fill(128), 10] }),
  },
};
