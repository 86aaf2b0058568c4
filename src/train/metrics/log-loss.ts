import type { Tensor } from "../../tensor/tensor.ts";
import { type Figure, figure } from "./figure.ts";
import { checkProbabilities, probabilitiesOf, type ScoreOptions, scoresOf } from "./scores.ts";

/** Probabilities are kept that far from 0 and 1: the distance of float32 numbers at 1. */
const EPSILON = 2 ** -23;

/**
 * Mean of −ln p, where p is the probability of the label's class, kept at least 2⁻²³ from 0 and 1. As scikit-learn's `log_loss` of
 * float32 numbers; `crossEntropy` is the loss that has a gradient.
 *
 * Shapes of the figure: `output [..., V]` probabilities, or `[...]` or `[..., 1]` that of class 1 of two; int32 `labels [...]` → a number.
 * It throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are none,
 * or what are no probabilities.
 */
export function logLoss({ logits = false }: ScoreOptions = {}): Figure {
  const start = () => {
    let [sum, n] = [0, 0];
    return {
      add(output: Tensor, labels: Tensor): void {
        const { values, V, labels: wanted } = probabilitiesOf("logLoss", scoresOf("logLoss", output, labels), logits);
        checkProbabilities("logLoss", values);
        for (let i = 0; i < wanted.length; i++) {
          const row = values.subarray(i * V, i * V + V).map(kept);
          if (V === 1) sum -= Math.log(wanted[i] === 1 ? row[0]! : 1 - row[0]!);
          else sum -= Math.log(row[wanted[i]!]! / row.reduce((a, b) => a + b));
          n++;
        }
      },
      value: () => sum / n,
    };
  };
  return figure<Tensor>("logLoss", start, "finite outputs, and at least one label");
}

function kept(p: number): number {
  return Math.min(Math.max(p, EPSILON), 1 - EPSILON);
}
