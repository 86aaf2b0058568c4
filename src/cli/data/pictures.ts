import { join } from "node:path";
import { ValueError } from "../../base/errors.ts";
import { ArrayDataset, collect, split } from "../../data/index.ts";
import { digits } from "../../data/datasets/index.ts";
import { mnist } from "../../node/mnist.ts";
import type { Division } from "./material.ts";

/** Both parts of a dataset of pictures. */
export interface Parts {
  readonly train: ArrayDataset;
  readonly test: ArrayDataset;
}

/** A dataset of pictures, each of one of ten digits. */
export interface Pictures {
  readonly title: string;
  readonly noun: string;
  readonly size: readonly [number, number];
  /** Names of its files; none if it ships with the package. */
  readonly files: readonly string[];
  /** Loads it; `folder` is where its files are, if it has some. `op` begins the messages of errors. */
  load(op: string, division: Division, folder: string | undefined): Promise<Parts>;
}

/** The datasets of pictures, by name. */
export const PICTURES: Readonly<Record<string, Pictures>> = {
  digits: {
    title: "Handwritten digits",
    noun: "digits",
    size: [8, 8],
    files: [],
    load: (_, { validation, seed }) => {
      const parts = digits({ seed });
      if (validation === null) return Promise.resolve(parts);
      const { train, test } = split(joined(parts), { test: validation, stratify: true, seed });
      return Promise.resolve({ train: collect(train), test: collect(test) });
    },
  },
  mnist: {
    title: "MNIST",
    noun: "digits",
    size: [28, 28],
    files: ["train", "t10k"].flatMap((part) =>
      ["images-idx3", "labels-idx1"].map((kind) => `${part}-${kind}-ubyte.gz`),
    ),
    load: async (op, { validation }, folder) => {
      if (folder === undefined) {
        throw new ValueError(
          `${op}: --data is missing, expected the folder with MNIST's four *-ubyte.gz files; or set WASMGRAD_DATA to the folder above`,
        );
      }
      if (validation !== null) {
        throw new ValueError(`${op}: --validation is ${validation}, expected none: mnist has a test part of its own`);
      }
      return await mnist(folder);
    },
  },
};

/** All samples of both parts. */
export function joined({ train, test }: Parts): ArrayDataset {
  const x = new Float32Array(train.x.data.length + test.x.data.length);
  const y = new Int32Array(train.length + test.length);
  for (const [part, values] of [
    ["x", x],
    ["y", y],
  ] as const) {
    values.set(train[part].data);
    values.set(test[part].data, train[part].data.length);
  }
  return new ArrayDataset({ data: x, shape: train.x.shape }, y);
}

/**
 * Where the files of a dataset are that has some: where the command line says, or in the folder of data that WASMGRAD_DATA names.
 * Throws `ValueError` if the command line says so of data that has none.
 */
export function folderFor(op: string, name: string, given: string | undefined): string | undefined {
  if (name !== "mnist") {
    if (given !== undefined) throw new ValueError(`${op}: --data is ${given}, expected none: it is for mnist`);
    return undefined;
  }
  const all = process.env["WASMGRAD_DATA"];
  return given ?? (all === undefined || all === "" ? undefined : join(all, "mnist"));
}
