import { checkValue } from "../base/check.ts";
import { type PathFilter, selectsPath } from "../base/match-path.ts";
import { full } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { namedParameters, type Trained } from "./support/named-parameters.ts";

/** Added to a norm before it divides, as in PyTorch's `renorm`. */
const EPSILON = 1e-7;

/**
 * Shrinks the weights of each unit, row `w[u]` of a parameter, to a norm of at most `limit`: by `min(1, limit / (norm + 1e-7))`. In place, by
 * launches alone; call it after each step. Parameters of one axis, such as biases, and frozen ones stay. As PyTorch's `renorm` for p = 2 and axis 0.
 *
 *     optimizer.step(gradients(loss));
 *     maxNorm(model, 3);
 *
 * Throws `ValueError` unless `limit` is a finite number above 0, and for something else than a model or parameters.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 2014, section 5.1.
 */
export function maxNorm(trained: Trained, limit: number, filter: PathFilter = {}): void {
  checkValue("maxNorm", "limit", limit, limit > 0 && Number.isFinite(Math.fround(limit)), "a finite number above 0");
  scope(() => {
    for (const [path, w] of namedParameters("maxNorm", trained)) {
      if (w.rank < 2 || w.size === 0 || !w.trainable || !selectsPath(path, filter)) continue;
      const units = w.shape[0]!;
      const row = w.size / units;
      const share = new Tensor([units]);
      launch.squares_rows(share.address, w.address, row, row, units);
      launch.sqrt(share.address, share.address, units);
      launch.add(share.address, share.address, full([], EPSILON).address, 1, units, 0, 0, 1, 0, 0, 0, units);
      launch.div(share.address, full([], limit).address, share.address, 1, units, 0, 0, 0, 0, 0, 1, units);
      launch.clip(share.address, share.address, -Infinity, 1, units);
      launch.mul(w.address, w.address, share.address, units, row, 0, row, 1, 0, 1, 0, w.size);
      w.storage.version++;
    }
  });
}
