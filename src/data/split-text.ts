import { ValueError } from "../base/errors.ts";
import { partSize } from "./part-size.ts";

/** Options of `splitText`: at least one of `test` and `validation`. */
export interface SplitTextOptions {
  /** The end of the text that tests: a share between 0 and 1, rounded up, or a number of characters; default 0. */
  readonly test?: number;
  /** What stands before that and validates, likewise; default 0. */
  readonly validation?: number;
}

/** The parts of a text, which begin where the one before ends; those that were not asked for are empty. */
export interface SplitText {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Parts of a text by position: windows of one part drawn at random would share characters with those of another. `train` is the
 * beginning. Nothing is copied.
 *
 *     const { train, validation } = splitText(vocabulary.encode(text), { validation: 0.1 });
 *
 * Throws `ValueError` for sizes that leave nothing to train with, and if both are 0.
 */
export function splitText(ids: Int32Array, { test = 0, validation = 0 }: SplitTextOptions): SplitText {
  const { length } = ids;
  const toTest = partSize("splitText", "test", test, length, "characters");
  const toValidate = partSize("splitText", "validation", validation, length, "characters");
  const train = length - toTest - toValidate;
  if (train === length) throw new ValueError("splitText: test and validation are 0, expected one of them larger");
  if (train < 1) {
    throw new ValueError(
      `splitText: test and validation take ${length - train} of ${length} characters, expected at least one left`,
    );
  }
  return {
    train: ids.subarray(0, train),
    validation: ids.subarray(train, train + toValidate),
    test: ids.subarray(train + toValidate),
  };
}
