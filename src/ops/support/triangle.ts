import { record } from "../../autograd/tape.ts";
import { checkValue } from "../../base/check.ts";
import { checkShape } from "../../tensor/check.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

/** The part of matrices up to `diagonal`, or from it on if `upper`. */
export function triangle(op: string, x: Tensor, diagonal: number, upper: boolean): Tensor {
  const { M, N } = checkShape(op, "x", x, "... M N");
  checkValue(op, "diagonal", diagonal, Number.isSafeInteger(diagonal), "a whole number");
  const y = new Tensor(x.shape, x.dtype);
  const within = Math.min(Math.max(diagonal, -M), N);
  if (y.size > 0) launch.triangle(y.address, x.address, M, N, within, Number(upper), y.size / N);
  return record(op, y, [x], (dy) => [triangle(op, dy, diagonal, upper)]);
}
