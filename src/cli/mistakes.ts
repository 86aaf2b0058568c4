import type { Dataset } from "../data/index.ts";
import { chunks } from "../data/collect.ts";
import { argmax } from "../ops/argmax.ts";
import { softmax } from "../ops/softmax.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Misclassified } from "../viz/index.ts";

/** The pictures whose largest logit is not the label's, the surest first. */
export function misclassified(test: Dataset, logits: Tensor, classes: readonly string[]): Misclassified[] {
  const V = classes.length;
  const { odds, guesses } = scope(() => ({ odds: softmax(logits).data, guesses: argmax(logits, -1).data }));
  const found: Misclassified[] = [];
  for (const { start, count, x, y } of chunks(test)) {
    const size = x.length / count;
    for (let i = 0; i < count; i++) {
      const [index, wanted] = [start + i, y[i]!];
      const guess = guesses[index]!;
      if (guess === wanted) continue;
      found.push({
        pixels: x.slice(i * size, (i + 1) * size),
        index,
        trueClass: classes[wanted]!,
        predictedClass: classes[guess]!,
        probability: odds[index * V + guess]!,
        trueProbability: odds[index * V + wanted]!,
      });
    }
  }
  return found.sort((a, b) => b.probability - a.probability);
}
