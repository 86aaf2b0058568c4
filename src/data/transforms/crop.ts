import { ShapeError } from "../../base/errors.ts";
import { formatShape } from "../../tensor/shape.ts";
import { checkPixels, cut, type FillOptions, type Transform } from "./transform.ts";

/** Options of `randomCrop`. */
export interface RandomCropOptions extends FillOptions {
  /** Pixels that are added on every side first; default 0. */
  readonly padding?: number;
}

/**
 * Cuts a piece of `[height, width]` out of images, each place as probable as the others.
 *
 * Throws `ValueError` unless sizes are whole, and `ShapeError` where images are smaller, padding included.
 */
export function randomCrop(
  [height, width]: readonly [height: number, width: number],
  { padding = 0, fill = 0 }: RandomCropOptions = {},
): Transform {
  checkPixels("randomCrop", { height: height - 1, width: width - 1, padding });
  return {
    shapeOf(shape) {
      const [C, H, W] = shape;
      if (H + 2 * padding < height || W + 2 * padding < width) {
        const least = `at least ${height - 2 * padding}×${width - 2 * padding}`;
        throw new ShapeError(`randomCrop: images are ${formatShape(shape)}, expected [C, H, W] with ${least}`);
      }
      return [C, height, width];
    },
    apply(y, x, shape, random) {
      const [, H, W] = shape;
      const top = random.integer(H + 2 * padding - height + 1) - padding;
      const left = random.integer(W + 2 * padding - width + 1) - padding;
      cut(y, [height, width], x, shape, [top, left], fill);
    },
  };
}
