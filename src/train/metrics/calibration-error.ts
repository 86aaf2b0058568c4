import { checkValue } from "../../base/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Figure, figure } from "./figure.ts";
import { checkProbabilities, probabilitiesOf, type ScoreOptions, scoresOf } from "./scores.ts";

/** Options of `calibrationError`. */
export interface CalibrationErrorOptions extends ScoreOptions {
  /** Into how many parts of equal width confidences are sorted; default 15. */
  readonly bins?: number;
}

/**
 * How far confidence is from truth: samples are sorted by the probability of the class that has the most of it, into bins
 * (0, 1/n], …, and the figure is the mean over the samples of |share of hits − mean confidence| of their bin. 0.05: where a network says 80 %, it
 * is right 75 or 85 times of 100. `temperatureScaling` makes it smaller.
 *
 * Shapes and errors of the figure: see `brierScore`.
 *
 * Source: Guo et al., "On calibration of modern neural networks", ICML 2017, section 2.
 */
export function calibrationError({ bins = 15, logits = false }: CalibrationErrorOptions = {}): Figure {
  checkValue("calibrationError", "bins", bins, Number.isInteger(bins) && bins >= 1, "a whole number from 1 on");
  const start = () => {
    /** Hits less confidence, summed up in each bin. */
    const gaps = new Map<number, number>();
    let n = 0;
    return {
      add(output: Tensor, labels: Tensor): void {
        const scores = scoresOf("calibrationError", output, labels);
        const { values, V, labels: wanted } = probabilitiesOf("calibrationError", scores, logits);
        checkProbabilities("calibrationError", values);
        for (let i = 0; i < wanted.length; i++) {
          const row = V === 1 ? [1 - values[i]!, values[i]!] : values.subarray(i * V, i * V + V);
          const confidence = Math.max(...row);
          const bin = Math.ceil(confidence * bins);
          gaps.set(bin, (gaps.get(bin) ?? 0) + Number(row.indexOf(confidence) === wanted[i]) - confidence);
          n++;
        }
      },
      value: () => [...gaps.values()].reduce((sum, gap) => sum + Math.abs(gap), 0) / n,
    };
  };
  return figure<Tensor>("calibrationError", start, "probabilities that are numbers, and at least one label");
}
