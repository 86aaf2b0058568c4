import type { Tensor } from "../../tensor/tensor.ts";
import { type Figure, figure } from "./figure.ts";
import { checkProbabilities, probabilitiesOf, type ScoreOptions, scoresOf } from "./scores.ts";

/**
 * The mean squared distance of probabilities from what happened. Of two classes (p − y)² of class 1, from 0 to 1, as scikit-learn's
 * `brier_score_loss`; of more the sum over the classes, from 0 to 2, as Brier had it.
 *
 * Shapes of the figure: `output [..., V]` probabilities, or `[...]` or `[..., 1]` that of class 1 of two; int32 `labels [...]` → a number.
 * It throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are none,
 * or what are no probabilities.
 *
 * Source: Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950.
 */
export function brierScore({ logits = false }: ScoreOptions = {}): Figure {
  const start = () => {
    let [sum, n] = [0, 0];
    return {
      add(output: Tensor, labels: Tensor): void {
        const {
          values,
          V,
          labels: wanted,
        } = probabilitiesOf("brierScore", scoresOf("brierScore", output, labels), logits);
        checkProbabilities("brierScore", values);
        const first = V === 2 ? 1 : 0; // the other of two is as far off
        for (let i = 0; i < wanted.length; i++) {
          for (let v = first; v < V; v++) sum += (values[i * V + v]! - Number(wanted[i] === (V === 1 ? 1 : v))) ** 2;
          n++;
        }
      },
      value: () => sum / n,
    };
  };
  return figure<Tensor>("brierScore", start, "probabilities that are numbers, and at least one label");
}
