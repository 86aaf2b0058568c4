import { checkValue } from "../base/check.ts";
import { type PathFilter, selectsPath } from "../base/match-path.ts";
import { ValueError } from "../base/errors.ts";
import { abs } from "../ops/abs.ts";
import { add } from "../ops/add.ts";
import { mul } from "../ops/mul.ts";
import { square } from "../ops/square.ts";
import { sum } from "../ops/sum.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Module } from "./module.ts";

/** What large weights cost; both factors make an elastic net. */
export interface PenaltyOptions extends PathFilter {
  /** Factor of the sum of sizes, which pulls weights to 0; default 0. */
  readonly l1?: number;
  /** Factor of the sum of squares, which keeps them small; default 0. */
  readonly l2?: number;
}

/**
 * What the weights of a model, or of some of its layers, cost beside the loss: `l1 · Σ |w| + l2 · Σ w²`.
 *
 *     const loss = add(crossEntropy(model.forward(x), y), penalty(model, { l1: 1e-5, l2: 1e-4, except: /bias$/ }));
 *
 * Shapes: → `[]`. Gradients: `l1 · sign(w) + 2 · l2 · w`, with 0 for the sign of 0.
 * Throws `ValueError` unless both factors are finite numbers from 0 on, and if there are no such parameters.
 */
export function penalty(model: Module, { l1 = 0, l2 = 0, ...filter }: PenaltyOptions): Tensor {
  for (const [name, factor] of Object.entries({ l1, l2 })) {
    checkValue(
      "penalty",
      name,
      factor,
      factor >= 0 && Number.isFinite(Math.fround(factor)),
      "a finite number from 0 on",
    );
  }
  const weights = [...model.namedParameters()].flatMap(([path, w]) => (selectsPath(path, filter) ? [w] : []));
  if (weights.length === 0) {
    throw new ValueError(
      `penalty: match is ${String(filter.match)}, except is ${String(filter.except)}, expected paths of the model's parameters`,
    );
  }
  const costs = weights.flatMap((w) => [
    ...(l1 > 0 ? [mul(sum(abs(w)), l1)] : []),
    ...(l2 > 0 || l1 === 0 ? [mul(sum(square(w)), l2)] : []),
  ]);
  return costs.reduce((total, cost) => add(total, cost));
}
