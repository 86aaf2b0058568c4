import { checkValue } from "../../base/check.ts";
import { linear } from "../../ops/linear.ts";
import { checkShape } from "../../tensor/check.ts";
import { rand } from "../../tensor/random.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Initializer } from "../init/initializer.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";

/** Options of `Linear`. */
export interface LinearOptions {
  /** Whether to add a bias; default true. */
  readonly bias?: boolean;
  /** First values of the weight; default uniform in ±1/√D, which is PyTorch's. */
  readonly init?: Initializer;
}

/**
 * Dense layer: `y = x·Wᵀ + b` along the last axis; see `linear`. The bias starts uniform in ±1/√D.
 *
 * Parameters: `weight [U, D]`, `bias [U]`. Shapes: `x [..., D]` → `y [..., U]`.
 * Throws `ValueError` unless D and U are whole numbers from 1 on, `ShapeError` if the initialiser gives another shape.
 */
export class Linear extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;

  constructor(D: number, U: number, { bias = true, init }: LinearOptions = {}) {
    super();
    checkValue("Linear", "D", D, Number.isSafeInteger(D) && D > 0, "a whole number from 1 on");
    checkValue("Linear", "U", U, Number.isSafeInteger(U) && U > 0, "a whole number from 1 on");
    const bound = 1 / Math.sqrt(D);
    const weight = init === undefined ? rand([U, D], { low: -bound, high: bound }) : init([U, D]);
    checkShape("Linear", "the initial weight", weight, "U D", { U, D });
    this.weight = new Parameter(weight);
    this.bias = bias ? new Parameter(rand([U], { low: -bound, high: bound })) : null;
  }

  override forward(x: Tensor): Tensor {
    return linear(x, this.weight, this.bias);
  }
}
