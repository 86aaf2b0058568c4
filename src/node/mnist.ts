import { join } from "node:path";
import { FormatError } from "../base/errors.ts";
import { ArrayDataset } from "../data/array-dataset.ts";
import type { Idx } from "../io/idx.ts";
import { formatShape } from "../tensor/shape.ts";
import { idxIn } from "./read-idx.ts";

const SIDE = 28;
const CLASSES = 10;
const LEVELS = 255;
/** More than any of the files holds, so that a file made to unpack without end does not. */
const LARGEST = 2 ** 27;

/**
 * MNIST, or data in its form such as Fashion-MNIST, from a folder with the four original `*-ubyte.gz` files.
 *
 * Shapes: x float32 `[784]`, 28×28 pixels row by row from 0 to 1; y int32 `[]`, the class from 0 to 9.
 * Throws `FileError` if a file cannot be read, `FormatError` if it holds something else.
 * Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", 1998.
 */
export async function mnist(folder: string): Promise<{ readonly train: ArrayDataset; readonly test: ArrayDataset }> {
  return { train: await part(folder, "train"), test: await part(folder, "t10k") };
}

async function part(folder: string, name: string): Promise<ArrayDataset> {
  const images = await idx(join(folder, `${name}-images-idx3-ubyte.gz`), [SIDE, SIDE]);
  const labels = await idx(join(folder, `${name}-labels-idx1-ubyte.gz`), []);
  if (labels.data.length !== images.shape[0]) {
    throw new FormatError(
      `mnist: ${name} has ${labels.data.length} labels, expected ${images.shape[0]} like the images`,
    );
  }
  const wrong = labels.data.find((label) => label >= CLASSES);
  if (wrong !== undefined) throw new FormatError(`mnist: ${name} has the label ${wrong}, expected 0 to ${CLASSES - 1}`);
  const pixels = new Float32Array(images.data);
  for (let i = 0; i < pixels.length; i++) pixels[i]! /= LEVELS;
  return new ArrayDataset({ data: pixels, shape: [SIDE * SIDE] }, Int32Array.from(labels.data));
}

/** The bytes in a file of samples of this shape. */
async function idx(path: string, sample: readonly number[]): Promise<Idx<Uint8Array<ArrayBuffer>>> {
  const { shape, data } = await idxIn("mnist", path, { most: LARGEST });
  const wanted = [shape[0] ?? 0, ...sample];
  if (formatShape(shape) !== formatShape(wanted)) {
    throw new FormatError(
      `mnist: ${path}: it is ${formatShape(shape)}, expected [N${sample.map((n) => `, ${n}`).join("")}]`,
    );
  }
  if (!(data instanceof Uint8Array)) throw new FormatError(`mnist: ${path}: it holds other numbers, expected bytes`);
  return { shape, data };
}
