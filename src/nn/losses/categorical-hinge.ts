import { add } from "../../ops/add.ts";
import { max } from "../../ops/max.ts";
import { mul } from "../../ops/mul.ts";
import { relu } from "../../ops/relu.ts";
import { sub } from "../../ops/sub.ts";
import { sum } from "../../ops/sum.ts";
import { composed } from "../../ops/support/composed.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkRows } from "./support/rows.ts";
import { checkLoss, type LossOptions, reduced, weightTensors } from "./support/reduction.ts";

/**
 * Mean over samples of `max(1 + max (1 − t) x − Σ t x, 0)`, for targets t that are 1 at the class and 0 elsewhere, as `oneHot`
 * gives them: the class should be 1 above all others. Keras's `CategoricalHinge`; as there, what is compared is at least 0, the
 * `(1 − t) x` of the class itself.
 *
 * Shapes: `output [..., V]` and `target` alike → `[]`, or `[...]` without reduction. Gradients: of both.
 * Throws `ShapeError` unless the shapes are equal, with at least one class, `DTypeError` unless the output is float32.
 */
export function categoricalHinge(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  checkRows("categoricalHinge", output, target);
  checkLoss("categoricalHinge", options, output.shape.slice(0, -1));
  return composed([output, target, ...weightTensors(options)], () => {
    const own = mul(target, output);
    const others = max(sub(output, own), -1);
    return reduced("categoricalHinge", relu(add(sub(others, sum(own, -1)), 1)), options);
  });
}
