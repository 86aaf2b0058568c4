import { ShapeError } from "../base/errors.ts";
import { checkDType } from "../tensor/check.ts";
import { full } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";

/** Sequences that one partial result covers. */
const BLOCK = 64;
/** The smallest and the largest normal float32. */
const [LEAST, MOST] = [2 ** -126, 2 ** 128 - 2 ** 104];

/**
 * The norm of each time step of a batch of sequences: `y[t] = √Σ x[b, t, …]²`. Of the gradient of a layer's input it tells how much
 * of the gradient reaches each step:
 *
 *     const x = variable(batch);
 *     const loss = meanSquaredError(model.forward(x), y);
 *     const norms = stepNorms(gradients(loss, { of: [x] }).get(x)!);
 *
 * Each step is divided by its largest number before it is squared, so that what vanishes or explodes is told as long as float32 can
 * tell it. Shapes: `x [B, T, ...]` → `[T]`. The same bits on any number of threads. No gradients. Throws `ShapeError` for tensors of
 * fewer axes, `DTypeError` unless x is float32.
 */
export function stepNorms(x: Tensor): Tensor {
  if (x.rank < 2) throw new ShapeError(`stepNorms: x is ${formatShape(x.shape)}, expected [B, T, ...]`);
  checkDType("stepNorms", "x", x, "float32");
  const [B, T] = x.shape as [number, number];
  if (x.size === 0) return full([T], 0);
  return scope(() => {
    const D = x.size / (B * T);
    const scaled = new Tensor([B, T, D]);
    launch.abs(scaled.address, x.address, x.size);
    const rows = new Tensor([B, T]);
    launch.max_rows(rows.address, scaled.address, D, D, B * T);
    const largest = overSequences(launch.max_columns, rows);
    // Zeros are divided by something, and infinities stay infinite.
    launch.clip(largest.address, largest.address, LEAST, MOST, T);
    launch.div(scaled.address, scaled.address, largest.address, T, D, T * D, D, 1, 0, 1, 0, x.size);
    launch.squares_rows(rows.address, scaled.address, D, D, B * T);
    const norms = overSequences(launch.sum_columns, rows);
    launch.sqrt(norms.address, norms.address, T);
    launch.mul(norms.address, norms.address, largest.address, 1, T, 0, 0, 1, 0, 0, 1, T);
    return norms;
  });
}

/** The sums, or the largest, of the columns of `rows [B, T]`: `[T]`, new. */
function overSequences(kernel: typeof launch.sum_columns, rows: Tensor): Tensor {
  const [B, T] = rows.shape as [number, number];
  const parts = Math.ceil(B / BLOCK);
  const y = new Tensor(parts === 1 ? [T] : [parts, T]);
  kernel(y.address, rows.address, B, T, BLOCK, y.size);
  return parts === 1 ? y : overSequences(kernel, y);
}
