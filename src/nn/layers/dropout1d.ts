import { dropout2d } from "../../ops/dropout2d.ts";
import { checkShape } from "../../tensor/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Dropout } from "./dropout.ts";

/**
 * Dropout of whole channels of sequences: in training mode each channel of each sample becomes 0 with probability `p`, 0.5 by default,
 * and the others grow by 1 / (1 − p); in evaluation mode `y = x`. See `dropout2d`. It draws from a generator of its own.
 *
 * Shapes: `x [B, C, L]` → `y` alike. Throws `ValueError` unless p is from 0 to 1.
 */
export class Dropout1d extends Dropout {
  override forward(x: Tensor): Tensor {
    checkShape("Dropout1d", "x", x, "B C L");
    return this.training ? dropout2d(x, this.p, { generator: this.generator }) : x;
  }
}
