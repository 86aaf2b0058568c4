import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { checkDType } from "../tensor/check.ts";
import { ones } from "../tensor/creation.ts";
import { defaultGenerator } from "../tensor/generator.ts";
import type { DrawOptions } from "../tensor/random.ts";
import { formatShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { Storage } from "../wasm/storage.ts";

const GENERATOR_BYTES = 16;

/**
 * Drops whole channels of samples at random, `y[b, c, …] = x[b, c, …] · mask[b, c] / (1 − p)`, where the mask is 0 with probability p,
 * else 1. For maps of any number of axes behind the channels. NaN and ∞ stay visible, as 0 · NaN is NaN. `generator`: default the one that
 * `manualSeed` resets.
 *
 * Shapes: `x [B, C, ...]` → `y` alike. Gradients: `dx = dy · mask / (1 − p)`, the mask made again from where the generator stood.
 * Throws `ValueError` unless p is a number from 0 to 1, `ShapeError` if x has no channels, `DTypeError` unless it is float32.
 * Source: Tompson et al., "Efficient object localization using convolutional networks", CVPR 2015.
 */
export function dropout2d(x: Tensor, p: number, { generator = defaultGenerator() }: DrawOptions = {}): Tensor {
  checkValue("dropout2d", "p", p, p >= 0 && p <= 1, "a number from 0 to 1");
  if (x.rank < 2) throw new ShapeError(`dropout2d: x is ${formatShape(x.shape)}, expected [B, C, ...]`);
  checkDType("dropout2d", "x", x, "float32");
  const n = x.size;
  const P = n === 0 ? 0 : x.shape[0]! * x.shape[1]!;
  // The generator as it stood lies behind the numbers of y, as that of `dropout` does.
  const y = new Tensor(x.shape, "float32", new Storage(n === 0 ? 0 : 4 * n + GENERATOR_BYTES));
  if (n > 0) generator.take(y.address + 4 * n, P);
  const masked = (to: Tensor, from: Tensor): Tensor => {
    const mask = ones([P]);
    launch.dropout(mask.address, mask.address, y.address + 4 * n, 1 - p, P);
    launch.mul(to.address, from.address, mask.address, P, n / P, 0, n / P, 1, 0, 1, 0, n);
    mask.dispose();
    return to;
  };
  if (n > 0) masked(y, x);
  return record("dropout2d", y, [x], (dy) => [n > 0 ? masked(new Tensor(x.shape), dy) : dy]);
}
