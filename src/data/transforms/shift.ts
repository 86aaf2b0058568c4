import { checkPixels, cut, type FillOptions, keepingShape, type Transform } from "./transform.ts";

/**
 * Moves images by up to `most` whole pixels up, down, left and right, each place as probable as the others. What leaves the image is
 * lost. Throws `ValueError` unless `most` is a whole number from 0 on.
 */
export function randomShift(most: number, { fill = 0 }: FillOptions = {}): Transform {
  checkPixels("randomShift", { most });
  return keepingShape((y, x, shape, random) => {
    const place = [random.integer(2 * most + 1) - most, random.integer(2 * most + 1) - most] as const;
    cut(y, [shape[1], shape[2]], x, shape, place, fill);
  });
}
