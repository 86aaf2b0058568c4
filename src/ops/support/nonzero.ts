import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

/** 1 where `x` is not 0, else 0, int32; NaN is not 0. */
export function nonzero(x: Tensor): Tensor {
  const y = new Tensor(x.shape, "int32");
  launch.nonzero(y.address, x.address, x.dtype === "int32" ? -1 : 0x7fffffff, x.size);
  return y;
}
