import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";

/** Throws `ValueError` unless all are whole numbers from 1 on. */
export function checkCounts(model: string, counts: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(counts)) {
    checkValue(model, name, n, Number.isSafeInteger(n) && n > 0, "a whole number from 1 on");
  }
}

/** Throws `ShapeError` unless `size` is the height and width of an image that the model's pools leave something of. */
export function checkImage(model: string, size: readonly number[], least: number): void {
  const isImage = size.length === 2 && size.every((n) => Number.isSafeInteger(n) && n >= least);
  if (!isImage) {
    throw new ShapeError(`${model}: size is ${formatShape(size)}, expected [H, W], both whole and from ${least} on`);
  }
}
