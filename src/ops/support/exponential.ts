import type { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./unary.ts";

/** y = below (e^(beta x) − 1) where x ≤ 0, else above · x. */
export function exponential(op: string, x: Tensor, above: number, below: number, beta: number): Tensor {
  return unary(
    op,
    x,
    (y, from, items) => launch.elu(y, from, above, below, beta, items),
    (dy) =>
      unaryGradient(
        (dx, from, saved, items) => launch.elu_backward(dx, from, saved, above, below * beta, beta, items),
        dy,
        x,
      ),
  );
}
