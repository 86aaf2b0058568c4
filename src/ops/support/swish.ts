import type { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./unary.ts";

/** y = x σ(a x + b x³). */
export function swish(op: string, x: Tensor, a: number, b: number): Tensor {
  return unary(
    op,
    x,
    (y, from, items) => launch.swish(y, from, a, b, items),
    (dy) => unaryGradient((dx, from, saved, items) => launch.swish_backward(dx, from, saved, a, b, items), dy, x),
  );
}
