import type { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./unary.ts";

/** y = ln(1 + e^(beta x)) / beta, and x where beta x > threshold. */
export function bent(op: string, x: Tensor, beta: number, threshold: number): Tensor {
  return unary(
    op,
    x,
    (y, from, items) => launch.softplus(y, from, beta, threshold, items),
    (dy) =>
      unaryGradient(
        (dx, from, saved, items) => launch.softplus_backward(dx, from, saved, beta, threshold, items),
        dy,
        x,
      ),
  );
}
