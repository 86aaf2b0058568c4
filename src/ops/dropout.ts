import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { defaultGenerator } from "../tensor/generator.ts";
import type { DrawOptions } from "../tensor/random.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { Storage } from "../wasm/storage.ts";
import { withFloat } from "./support/float.ts";

const GENERATOR_BYTES = 16;

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
  const n = x.size;
  // The generator as it stood lies behind the numbers of y, and lives as long: the gradient makes the mask again from it.
  const y = new Tensor(x.shape, "float32", new Storage(n === 0 ? 0 : 4 * n + GENERATOR_BYTES));
  if (n > 0) generator.take(y.address + 4 * n, n);
  const masked = (to: Tensor, from: Tensor): Tensor => {
    launch.dropout(to.address, from.address, y.address + 4 * n, 1 - p, n);
    return to;
  };
  withFloat(x, (float) => masked(y, float));
  return record("dropout", y, [x], (dy) => [masked(new Tensor(x.shape), dy)]);
}
