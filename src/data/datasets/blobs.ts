import { checkRange } from "../../base/philox.ts";
import { ShapeError } from "../../base/errors.ts";
import type { ArrayDataset } from "../array-dataset.ts";
import { streamOf } from "../stream.ts";
import { checkDeviation, checkWholeFrom1, partOf, pointsOf, type SyntheticOptions } from "./synthetic.ts";

/** Options of `blobs`. */
export interface BlobsOptions extends SyntheticOptions {
  /** How many points, shared evenly; default 100. */
  readonly samples?: number;
  /** How many blobs, whose centres are drawn, or the centres; default 3. */
  readonly centers?: number | readonly (readonly number[])[];
  /** Coordinates of a point where centres are drawn; default 2. */
  readonly features?: number;
  /** Standard deviation of the blobs, or of each; default 1. */
  readonly standardDeviation?: number | readonly number[];
  /** Between which numbers every coordinate of a centre is drawn; default −10 and 10. */
  readonly box?: readonly [number, number];
}

/**
 * Points normally distributed around some centres, the label says which: clusters to find, or classes to tell apart. As
 * scikit-learn's `make_blobs`.
 *
 * Shapes: x float32 `[features]`, y int32 `[]`. Throws `ValueError` for options out of range, `ShapeError` for centres of different
 * lengths, and unless there is one deviation, or one for each centre.
 */
export function blobs({
  centers = 3,
  features = 2,
  standardDeviation = 1,
  box = [-10, 10],
  seed,
  ...rest
}: BlobsOptions = {}): ArrayDataset {
  const random = streamOf(seed);
  const middles = typeof centers === "number" ? drawn(centers, features) : centers;
  const F = middles[0]?.length ?? 0;
  checkWholeFrom1("blobs", "the number of centers", middles.length);
  checkWholeFrom1("blobs", "the length of a center", F);
  const ragged = middles.find((c) => c.length !== F);
  if (ragged !== undefined) throw new ShapeError(`blobs: a center has ${ragged.length} numbers, expected ${F}`);
  const deviations = typeof standardDeviation === "number" ? middles.map(() => standardDeviation) : standardDeviation;
  if (deviations.length !== middles.length) {
    throw new ShapeError(`blobs: there are ${deviations.length} deviations, expected ${middles.length}, one a center`);
  }
  for (const s of deviations) checkDeviation("blobs", "standardDeviation", s);
  return pointsOf(
    "blobs",
    { ...rest, seed: random.uint32() },
    (i, samples, stream) => {
      const { part: label } = partOf(i, samples, middles.length);
      return { at: middles[label]!.map((c) => stream.normal(c, deviations[label]!)), label };
    },
    F,
  );

  function drawn(count: number, length: number): number[][] {
    checkWholeFrom1("blobs", "centers", count);
    checkWholeFrom1("blobs", "features", length);
    const [low, high] = checkRange("blobs", ...box);
    return Array.from({ length: count }, () => Array.from({ length }, () => random.uniform(low, high)));
  }
}
