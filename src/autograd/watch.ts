// Looking on while ops run: what `detectAnomaly` is built on. Nobody looks on as a rule, and then it costs one comparison an op.

import type { Tensor } from "../tensor/tensor.ts";

/** What is told of each op, as it is done. */
export interface Watcher {
  /** An op gave `y`. */
  forward(op: string, y: Tensor, inputs: readonly Tensor[]): void;
  /** What gradients are taken of. */
  loss(loss: Tensor): void;
  /** The op that had given `y` made gradients of its inputs from `dy`. */
  backward(op: string, y: Tensor, inputs: readonly Tensor[], dy: Tensor, dxs: readonly (Tensor | null)[]): void;
  /** What `gradients` answers. */
  gradients(grads: ReadonlyMap<Tensor, Tensor>): void;
}

let current: Watcher | null = null;

/** Who looks on, if anybody does. */
export function watcher(): Watcher | null {
  return current;
}

/** Runs `f` while `by` looks on, or nobody. */
export function watched<T>(by: Watcher | null, f: () => T): T {
  const before = current;
  current = by;
  try {
    return f();
  } finally {
    current = before;
  }
}
