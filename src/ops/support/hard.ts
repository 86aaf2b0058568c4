// What activations made of straight lines share.

import type { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./unary.ts";

/** y = x, but at least `low` and at most `high`, with the gradient dy strictly between them. */
export function clipped(op: string, x: Tensor, low: number, high: number): Tensor {
  return unary(
    op,
    x,
    (y, from, items) => launch.clip(y, from, low, high, items),
    (dy) => zeroIn(dy, x, high, low),
  );
}

/** y = value where low ≤ x ≤ high, else x, with the gradient 0 there and dy elsewhere. */
export function replaced(op: string, x: Tensor, low: number, high: number, value: number): Tensor {
  return unary(
    op,
    x,
    (y, from, items) => launch.replace_range(y, from, from, low, high, value, items),
    (dy) => zeroIn(dy, x, low, high),
  );
}

/** dx = 0 where low ≤ x ≤ high, else dy; with low > high where x ≤ high or x ≥ low. */
export function zeroIn(dy: Tensor, x: Tensor, low: number, high: number): Tensor {
  const zero = (dx: number, from: number, gate: number, items: number): void =>
    launch.replace_range(dx, from, gate, low, high, 0, items);
  return unaryGradient(zero, dy, x);
}
