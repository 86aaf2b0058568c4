// What losses that compare number by number share: one pass for the loss, one for each gradient.

import { record } from "../../autograd/tape.ts";
import type { Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { toFloat } from "./float.ts";
import { toMiddle, total } from "./reduce.ts";

/** What becomes of the losses of single elements: their mean, their sum, or each by itself. */
export type Reduction = "mean" | "sum" | "none";

/** A formula of assembly/loss.ts ("straight") or assembly/bent-loss.ts ("bent"). */
export interface Formula {
  readonly kernel: "straight" | "bent";
  readonly formula: number;
  /** Which inputs are a, b and d; default in their order. */
  readonly order?: readonly number[];
  /** The formula's own numbers; default 0. */
  readonly p?: number;
  readonly q?: number;
  readonly r?: number;
}

/** How the gradient of an input comes from dy, which is one number after a reduction: times a formula, or by ops. */
export type Slope = Formula | ((dy: Tensor) => Tensor);

/**
 * The loss that `forward` computes of `inputs`, all of one shape, whose slopes by them are `slopes`; a slope that is null is
 * that of an input without gradient.
 */
export function pointwiseLoss(
  op: string,
  inputs: readonly Tensor[],
  forward: Formula,
  slopes: readonly (Slope | null)[],
  reduction: Reduction,
): Tensor {
  const { shape } = inputs[0]!;
  let y = launched(shape, forward, inputs, null);
  const n = y.size;
  if (reduction !== "none") {
    const losses = y;
    y = total(toMiddle(op, losses, undefined, false));
    losses.dispose();
    if (reduction === "mean") launch.div_scalar(y.address, y.address, n, 1);
  }
  return record(op, y, inputs, (dy, needs) => {
    let g = dy;
    if (reduction === "mean") {
      g = new Tensor([]);
      launch.div_scalar(g.address, dy.address, n, 1);
    }
    return slopes.map((slope, i) => {
      if (!needs[i] || slope === null) return null;
      return typeof slope === "function" ? slope(g) : launched(shape, slope, inputs, g);
    });
  });
}

/** `formula` of `inputs`, times `g`, which may be one number. */
function launched(shape: Shape, formula: Formula, inputs: readonly Tensor[], g: Tensor | null): Tensor {
  const { kernel, order = [0, 1, 2], p = 0, q = 0, r = 0 } = formula;
  const operands = order.filter((i) => i < inputs.length).map((i) => inputs[i]!);
  const floats = operands.map(toFloat);
  const [a, b, d] = floats.map((t) => t.address) as [number, number?, number?];
  const y = new Tensor(shape);
  const step = g !== null && g.size === y.size ? 1 : 0;
  const run = kernel === "straight" ? launch.straight_loss : launch.bent_loss;
  run(y.address, g?.address ?? 0, a, b ?? 0, d ?? 0, step, formula.formula, p, q, r, y.size);
  floats.forEach((t, i) => t !== operands[i] && t.dispose());
  return y;
}
