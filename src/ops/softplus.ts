import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { bent } from "./support/softplus.ts";

/**
 * Smooth rectified linear unit, `y = ln(1 + e^(beta x)) / beta`, and `y = x` where `beta x > threshold`, elementwise;
 * `beta` is 1 and `threshold` 20 by default. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy σ(beta x)`, and `dy` beyond the threshold.
 * Throws `ValueError` unless beta is finite and not 0, and threshold a number.
 * Source: Dugas et al., "Incorporating second-order functional knowledge for better option pricing", NIPS 2000.
 */
export function softplus(x: Tensor, beta = 1, threshold = 20): Tensor {
  checkValue("softplus", "beta", beta, Number.isFinite(beta) && beta !== 0, "a finite number other than 0");
  checkValue("softplus", "threshold", threshold, !Number.isNaN(threshold), "a number");
  return bent("softplus", x, beta, threshold);
}
