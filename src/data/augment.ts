import { checkWhole, RandomStream } from "../base/philox.ts";
import { ShapeError, ValueError } from "../base/errors.ts";
import { formatShape, type Shape, sizeOf } from "../tensor/shape.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import type { Dataset, Field } from "./dataset.ts";
import { streamOf } from "./stream.ts";
import type { ImageShape, Transform } from "./transforms/transform.ts";

/** Epochs are this many streams of random numbers apart: one a sample. */
const SAMPLES = 2 ** 31;
/** So many epochs have streams of their own. */
const EPOCHS = 2 ** 22;

/** Options of `augment`. */
export interface AugmentOptions {
  /** Same seed, same changes; default drawn from the default generator, which `manualSeed` sets. */
  readonly seed?: number;
}

/** Images of a dataset, changed at random as they are read. Made by `augment`. */
export class Augmented implements Dataset {
  readonly length: number;
  readonly x: Field;
  readonly y: Field;
  readonly #of: Dataset;
  readonly #transforms: readonly Transform[];
  /** Shapes before the first transform and behind each. */
  readonly #shapes: readonly ImageShape[];
  readonly #seed: number;
  #epoch = 0;

  constructor(of: Dataset, transforms: readonly Transform[], { seed }: AugmentOptions = {}) {
    const { shape, dtype } = of.x;
    if (shape.length !== 3 || dtype !== "float32") {
      throw new ShapeError(`augment: x is ${dtype} ${formatShape(shape)}, expected float32 [C, H, W]`);
    }
    if (of.length > SAMPLES) throw new ValueError(`augment: there are ${of.length} samples, expected at most 2^31`);
    const shapes: ImageShape[] = [imageShape(shape)];
    for (const transform of transforms) shapes.push(transform.shapeOf(shapes.at(-1)!));
    this.length = of.length;
    this.x = { shape: [...shapes.at(-1)!], dtype };
    this.y = of.y;
    this.#of = of;
    this.#transforms = transforms;
    this.#shapes = shapes;
    if (seed !== undefined) checkWhole("augment", "seed", seed);
    this.#seed = seed ?? streamOf().uint32();
  }

  /** From now on samples are read as they are in this epoch. Throws `ValueError` unless it is a whole number from 0 to 2²² − 1. */
  enterEpoch(epoch: number): void {
    const isEpoch = Number.isInteger(epoch) && epoch >= 0 && epoch < EPOCHS;
    if (!isEpoch) throw new ValueError(`enterEpoch: epoch is ${epoch}, expected a whole number from 0 to 2^22 − 1`);
    this.#epoch = epoch;
    this.#of.enterEpoch?.(epoch);
  }

  /** Throws as the dataset does that it changes. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    const shapes = this.#shapes;
    const [before, behind] = [sizeOf(shapes[0]!), sizeOf(shapes.at(-1)!)];
    const given = new Float32Array(indices.length * before);
    this.#of.read(indices, given, y);
    for (const [i, index] of indices.entries()) {
      const random = new RandomStream(this.#seed, this.#epoch * SAMPLES + index);
      let image = given.subarray(i * before, (i + 1) * before);
      for (const [k, transform] of this.#transforms.entries()) {
        const next = new Float32Array(sizeOf(shapes[k + 1]!));
        transform.apply(next, image, shapes[k]!, random);
        image = next;
      }
      x.set(image, i * behind);
    }
  }
}

/**
 * A dataset of images `[C, H, W]` that changes them at random as they are read, one transform after the other:
 *
 *     const data = augment(train, [randomShift(2), randomRotation(10), randomNoise(0.05)], { seed: 1 });
 *
 * What becomes of a sample depends on the seed, its index and the epoch alone, not on the order of reading. `fit` says which
 * epoch it is; other loops call `enterEpoch`, else each epoch sees the same. Split first: what a model is validated with should
 * not change.
 *
 * Throws `ShapeError` for samples that are no float32 images or too small for a transform, `ValueError` for a seed that is none.
 */
export function augment(of: Dataset, transforms: readonly Transform[], options: AugmentOptions = {}): Augmented {
  return new Augmented(of, transforms, options);
}

function imageShape([C, H, W]: Shape): ImageShape {
  return [C!, H!, W!];
}
