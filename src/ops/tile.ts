import { checkValue } from "../base/check.ts";
import { stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { repeated } from "./support/repeat.ts";

/**
 * `x` laid side by side `repeats[i]` times along axis `i`, as NumPy's and PyTorch's `tile`. Fewer repeats than axes are those
 * of the last ones; more add axes in front.
 *
 * Shapes: `x [n₀, …]` → `y [repeats[0]·n₀, …]`. Gradients: `dx` is `dy` summed over the copies.
 * Throws `ValueError` unless repeats are whole numbers from 0 on, `ShapeError` if more than 6 axes repeat by turns.
 */
export function tile(x: Tensor, repeats: readonly number[]): Tensor {
  repeats.forEach((times, i) => {
    checkValue("tile", `repeats[${i}]`, times, Number.isInteger(times) && times >= 0, "a whole number from 0 on");
  });
  const rank = Math.max(x.rank, repeats.length);
  const times = [...Array<number>(rank - repeats.length).fill(1), ...repeats];
  const sizes = [...Array<number>(rank - x.rank).fill(1), ...x.shape];
  const strides = stridesOf(sizes);
  return repeated(
    "tile",
    x,
    sizes.map((n, axis) => times[axis]! * n),
    sizes.flatMap((n, axis) => [times[axis]!, n]),
    strides.flatMap((stride) => [0, stride]),
  );
}
