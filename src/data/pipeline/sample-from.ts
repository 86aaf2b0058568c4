import { checkWhole } from "../../base/philox.ts";
import { checkValue } from "../../base/check.ts";
import { ValueError } from "../../base/errors.ts";
import { mix } from "./mix.ts";
import { branchOf, drawsOf } from "./pass.ts";
import { lengthOf, Pipeline, pipelineOf } from "./pipeline.ts";
import type { Source } from "./source.ts";
import { checkWeights } from "./weights.ts";

/** Options of `sampleFrom`. */
export interface SampleFromOptions {
  /** How often each source is drawn from, in proportion to the others; default all alike. */
  readonly weights?: readonly number[];
  /** Same seed and epoch, same draws; default that of the pass. */
  readonly seed?: number;
  /** Whether the first source that ends is the end of all; default false: the others are drawn from on. */
  readonly stopOnEmpty?: boolean;
}

/**
 * Elements of several sources, each from one that is drawn at random: a mixture, such as two parts of one data set for one of another. As
 * `tf.data.Dataset.sample_from_datasets`.
 *
 *     sampleFrom([common, rare.repeat()], { weights: [3, 1], stopOnEmpty: true })
 *
 * Throws `ValueError` unless there is a source, and a weight for each: a finite number from 0 on, not all 0.
 */
export function sampleFrom<T>(
  sources: readonly Source<T>[],
  { weights = sources.map(() => 1), seed, stopOnEmpty = false }: SampleFromOptions = {},
): Pipeline<T> {
  if (sources.length === 0) throw new ValueError("sampleFrom: there are 0 sources, expected at least one");
  checkValue("sampleFrom", "weights.length", weights.length, weights.length === sources.length, "one a source");
  checkWeights("sampleFrom", weights);
  if (seed !== undefined) checkWhole("sampleFrom", "seed", seed);
  const all = sources.map((source) => pipelineOf("sampleFrom", source));
  const drawn = all.filter((_, i) => weights[i]! > 0);
  return new Pipeline(
    (pass) =>
      mix(
        all.map((one, i) => one.open(branchOf(pass, i))),
        weights,
        drawsOf(pass, seed),
        stopOnEmpty,
      ),
    stopOnEmpty ? null : lengthOf(drawn, (a, b) => a + b),
  );
}
