import type { Module } from "../nn/module.ts";
import { penalty, type PenaltyOptions } from "../nn/penalty.ts";
import { add } from "../ops/add.ts";
import type { Loss } from "./step.ts";

/** A loss with what the weights cost added. */
export function penalized(loss: Loss, model: Module, penalties: readonly PenaltyOptions[] = []): Loss {
  if (penalties.length === 0) return loss;
  return (output, y) => penalties.reduce((total, options) => add(total, penalty(model, options)), loss(output, y));
}
