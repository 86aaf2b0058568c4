import { record } from "../autograd/tape.ts";
import { checkKnownDType } from "../tensor/check.ts";
import type { DType } from "../tensor/dtype.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { toFloat } from "./support/float.ts";

/**
 * The same numbers as `dtype`. int32 becomes the nearest float32; float32 loses its fraction, numbers beyond int32 become its
 * lowest or highest, NaN becomes 0. Of x's own dtype, the result shares its memory.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` from float32 to float32; else none. Throws `DTypeError` for an unknown dtype.
 */
export function cast(x: Tensor, dtype: DType): Tensor {
  checkKnownDType("cast", dtype);
  if (x.dtype === dtype) return record("cast", x.view(x.shape), [x], (dy) => [dy]);
  if (dtype === "float32") return toFloat(x);
  const y = new Tensor(x.shape, "int32");
  launch.to_int(y.address, x.address, x.size);
  return y;
}
