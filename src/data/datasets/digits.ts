import { RandomStream } from "../../base/philox.ts";
import { ArrayDataset } from "../array-dataset.ts";
import { collect } from "../collect.ts";
import { splitBy } from "../split.ts";
import { LABELS, PIXELS } from "./generated/digits.ts";

const SIDE = 8;
const LEVELS = 16;
const TEST_SAMPLES = 360;
const ZERO = "a".charCodeAt(0);

/** Options of `digits`. */
export interface DigitsOptions {
  /** Draws the test part; default 7. */
  readonly seed?: number;
}

/**
 * 1,797 scanned handwritten digits: 1,437 to train, 360 to test, every digit in the same proportion in both.
 *
 * Shapes: x float32 `[64]`, 8×8 pixels row by row from 0 (paper) to 1 (ink); y int32 `[]`, the digit.
 * Source: Alpaydin & Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998; CC BY 4.0.
 */
export function digits({ seed = 7 }: DigitsOptions = {}): {
  readonly train: ArrayDataset;
  readonly test: ArrayDataset;
} {
  const pixels = Float32Array.from(PIXELS, (letter) => (letter.charCodeAt(0) - ZERO) / LEVELS);
  const all = new ArrayDataset({ data: pixels, shape: [SIDE * SIDE] }, Int32Array.from(LABELS, Number));
  // By stream 0 and not as other splits: results are known for just this test part.
  const { train, test } = splitBy(new RandomStream(seed), all, { test: TEST_SAMPLES, stratify: true });
  return { train: collect(train), test: collect(test) };
}
