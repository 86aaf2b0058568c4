import type { Tensor } from "../../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./pointwise.ts";
import type { LossOptions } from "./reduction.ts";

/** The loss whose `formula` of `loss.ts` is one of `margin − output · target`, and whose slope is the next formula. */
export function hinged(
  op: string,
  output: Tensor,
  target: Tensor,
  formula: number,
  margin: number,
  options: LossOptions,
): Tensor {
  checkAlike(op, output, target);
  const forward = { kernel: "straight", formula, p: margin } as const;
  const slope = { kernel: "straight", formula: formula + 1, p: margin } as const;
  return pointwise(op, [output, target], forward, [slope, { ...slope, order: [1, 0] }], options);
}
