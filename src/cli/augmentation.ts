import { augment, type Dataset } from "../data/index.ts";
import type { Shape } from "../tensor/shape.ts";
import { AUGMENTATIONS, chosen } from "./choices.ts";

/** What says how pictures change: names in `AUGMENTATIONS`, which take their turns in this order. */
export interface AugmentationOptions {
  readonly ways: readonly string[];
  /** Height and width of the pictures. */
  readonly size: readonly [number, number];
  readonly seed: number;
}

/** Pictures of one channel, given row by row, that change at random in every epoch, from the seed. */
export function augmented(of: Dataset, { ways, size, seed }: AugmentationOptions): Dataset {
  const transforms = ways.map((way) => chosen("train", "--augment", AUGMENTATIONS, way)(size));
  return reshaped(augment(reshaped(of, [1, ...size]), transforms, { seed }), of.x.shape);
}

/** The same samples, whose inputs have another shape of as many numbers. */
function reshaped(of: Dataset, shape: Shape): Dataset {
  return {
    length: of.length,
    x: { ...of.x, shape },
    y: of.y,
    read: (indices, x, y) => {
      of.read(indices, x, y);
    },
    enterEpoch: (epoch) => of.enterEpoch?.(epoch),
  };
}
