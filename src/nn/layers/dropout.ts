import { checkValue } from "../../base/check.ts";
import { dropout } from "../../ops/dropout.ts";
import { defaultGenerator, type Generator } from "../../tensor/generator.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Dropout as a layer: in training mode each number becomes 0 with probability `p`, 0.5 by default, and the others grow by
 * 1 / (1 − p); in evaluation mode `y = x`. See `dropout`. It draws from a generator of its own, forked from the default one.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless p is from 0 to 1.
 */
export class Dropout extends Module {
  readonly p: number;
  readonly generator: Generator;

  constructor(p = 0.5) {
    super();
    checkValue("Dropout", "p", p, p >= 0 && p <= 1, "a number from 0 to 1");
    this.p = p;
    this.generator = defaultGenerator().fork();
  }

  override forward(x: Tensor): Tensor {
    return this.training ? dropout(x, this.p, { generator: this.generator }) : x;
  }
}
