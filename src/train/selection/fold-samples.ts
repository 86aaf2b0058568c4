import { checkValue } from "../../base/check.ts";
import { ValueError } from "../../base/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { type FoldParts, kFold, stratifiedKFold } from "../../data/folds.ts";
import type { FoldSamples } from "./run-trials.ts";

/** Which samples each fold trains and validates with; a number of folds is dealt out at random, by labels where there are some. */
export function foldSamplesOf(
  op: string,
  data: Dataset,
  folds: number | readonly FoldParts[],
  seed: number,
): FoldSamples[] {
  if (typeof folds === "number") {
    const isLabelled = data.y.dtype === "int32" && data.y.shape.length === 0;
    folds = (isLabelled ? stratifiedKFold : kFold)(data, { folds, seed });
  }
  checkValue(op, "folds", "an empty list", folds.length > 0, "at least one fold");
  return folds.map(({ train, validation }, i) => {
    if (train.of !== data || validation.of !== data) {
      throw new ValueError(`${op}: folds[${i}] is of another dataset, expected folds of the data`);
    }
    for (const [name, { length }] of Object.entries({ train, validation })) {
      checkValue(op, `folds[${i}].${name}`, "empty", length > 0, "at least one sample");
    }
    const samples = { train: train.indices, validation: validation.indices };
    const seen = new Set(samples.train);
    const both = samples.validation.find((sample) => seen.has(sample));
    if (both === undefined) return samples;
    throw new ValueError(`${op}: folds[${i}] trains and validates with sample ${both}, expected one of both`);
  });
}
