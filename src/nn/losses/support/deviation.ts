import type { Tensor } from "../../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./pointwise.ts";
import type { LossOptions } from "./reduction.ts";

/**
 * A bound this low is none, and the loss a straight line; four times the smallest normal number, because processors take a
 * hundred cycles for one below. And the largest number.
 */
export const LEAST = 2 ** -124;
export const MOST = (2 - 2 ** -23) * 2 ** 127;

/** A loss that is `curve · d²` for `|d| ≤ bound`, d = output − target, and goes on straight with `slope`. */
export function deviation(
  op: string,
  output: Tensor,
  target: Tensor,
  { bound, curve, slope }: { readonly bound: number; readonly curve: number; readonly slope: number },
  options: LossOptions,
): Tensor {
  checkAlike(op, output, target);
  const back = { kernel: "straight", formula: 1, p: bound, q: 2 * curve } as const;
  return pointwise(
    op,
    [output, target],
    { kernel: "straight", formula: 0, p: bound, q: curve, r: slope },
    [back, { ...back, order: [1, 0] }],
    options,
  );
}
