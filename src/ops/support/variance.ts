// Variance and standard deviation are one reduction; the second takes its root.

import { checkValue } from "../../base/check.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { full } from "../../tensor/creation.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { withFloat } from "./float.ts";
import { blockOf, fromMiddle, toMiddle, total, withEach } from "./reduce.ts";

type Axes = number | readonly number[] | undefined;

/** Σ (x − mean x)² / (n − correction) over `axes`. */
export function varianceOf(op: string, x: Tensor, axes: Axes, keepDims: boolean, correction: number): Tensor {
  checkValue(op, "correction", correction, Number.isFinite(correction), "a finite number");
  return withFloat(x, (float) => {
    const middle = toMiddle(op, float, axes, keepDims);
    const { L, R, N, shape } = middle;
    if (R === 0) return full(shape, NaN);
    const block = blockOf(N);
    const parts = L * Math.ceil(R / block) * N;
    const [mean, squares, y] = [new Tensor([parts]), new Tensor([parts]), new Tensor(shape)];
    if (N === 1) launch.moments_rows(mean.address, squares.address, middle.x.address, R, block, parts);
    else launch.moments_columns(mean.address, squares.address, middle.x.address, R, N, block, parts);
    launch.variance(y.address, mean.address, squares.address, R, N, block, correction, L * N);
    for (const t of [mean, squares]) t.dispose();
    if (middle.x !== float) middle.x.dispose();
    return y;
  });
}

/** Its gradient, `dx = dy · 2 (x − mean x) / (n − correction)`. */
export function varianceBackward(op: string, dy: Tensor, x: Tensor, axes: Axes, correction: number): Tensor {
  const middle = toMiddle(op, x, axes, false);
  const { L, R, N } = middle;
  const mean = total(toMiddle(op, middle.x.view([L, R, N]), 1, false));
  launch.div_scalar(mean.address, mean.address, R, mean.size);
  const scale = new Tensor(dy.shape);
  launch.div_scalar(scale.address, dy.address, Math.max(R - correction, 0) / 2, dy.size);
  const dx = new Tensor(middle.x.shape);
  withEach(launch.sub, dx, middle.x, mean, middle);
  withEach(launch.mul, dx, dx, scale, middle);
  for (const t of [mean, scale]) t.dispose();
  return fromMiddle(op, middle, dx);
}
