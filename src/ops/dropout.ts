import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { defaultGenerator } from "../tensor/generator.ts";
import type { DrawOptions } from "../tensor/random.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { withFloat } from "./support/float.ts";

/**
 * Drops elements at random, `y = x · mask / (1 − p)`, where the mask is 0 with probability p, else 1; so `y` has the mean of `x`.
 * p = 1 drops all. NaN and ∞ stay visible, as 0 · NaN is NaN. int32 becomes float32. `generator`: default the one that `manualSeed` resets.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · mask / (1 − p)`, the mask made again from where the generator stood.
 * Throws `ValueError` unless p is a number from 0 to 1.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014.
 */
export function dropout(x: Tensor, p: number, { generator = defaultGenerator() }: DrawOptions = {}): Tensor {
  checkValue("dropout", "p", p, p >= 0 && p <= 1, "a number from 0 to 1");
  const saved = generator.take(x.size);
  const masked = (from: Tensor): Tensor => {
    const to = new Tensor(x.shape);
    launch.dropout(to.address, from.address, saved.address, 1 - p, x.size);
    return to;
  };
  const y = record("dropout", withFloat(x, masked), [x], (dy) => [masked(dy)]);
  if (y.origin === null) saved.dispose();
  return y;
}
