import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import { WindowDataset } from "./window-dataset.ts";

/** Options of `textWindows`. */
export interface TextWindowsOptions {
  /** Characters of a sample. */
  readonly length: number;
  /** How far one sample begins behind the one before; default `length`, so that each character is to be predicted once. */
  readonly stride?: number;
}

/**
 * Samples of a text for a model that predicts next characters: x are `length` characters, y the one that follows each. What remains at
 * the end is left out.
 *
 *     await fit(model, textWindows(vocabulary.encode(text), { length: 64 }), { loss: crossEntropy, … });
 *
 * Shapes: ids → x and y int32 `[T]`, T = length. Throws `ValueError` unless both sizes are whole numbers from 1 on, and there are more
 * than `length` ids.
 */
export function textWindows(ids: Int32Array, { length, stride = length }: TextWindowsOptions): WindowDataset {
  for (const [name, size] of Object.entries({ length, stride })) {
    checkValue("textWindows", name, size, Number.isInteger(size) && size >= 1, "a whole number from 1 on");
  }
  if (ids.length <= length) {
    throw new ValueError(
      `textWindows: there are ${ids.length} ids, expected at least ${length + 1}, one more than length`,
    );
  }
  const count = Math.floor((ids.length - 1 - length) / stride) + 1;
  return new WindowDataset(ids, length, count, (sample) => sample * stride);
}
