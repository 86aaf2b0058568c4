import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

/** `x` as float32: itself if it is. */
export function toFloat(x: Tensor): Tensor {
  if (x.dtype === "float32") return x;
  const y = new Tensor(x.shape);
  launch.to_float(y.address, x.address, x.size);
  return y;
}

/** Runs `f` on `x` as float32, and frees what the conversion made: `f` launches what reads it. Answers f's result. */
export function withFloat<T>(x: Tensor, f: (x: Tensor) => T): T {
  const float = toFloat(x);
  try {
    return f(float);
  } finally {
    if (float !== x) float.dispose();
  }
}
