import { checkValue } from "../../../base/check.ts";
import { pad } from "../../../ops/pad.ts";
import { type Padding, type Pair, windowsOf } from "../../../ops/support/window.ts";
import { formatShape } from "../../../tensor/shape.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import { ShapeError } from "../../../base/errors.ts";

/** What stands around the input of a convolution. */
export type PaddingMode = "zeros" | "reflect" | "replicate" | "circular";

const MODES = ["zeros", "reflect", "replicate", "circular"];

/** Throws `ValueError` for another mode. */
export function checkPaddingMode(layer: string, mode: PaddingMode): void {
  checkValue(layer, "paddingMode", mode, MODES.includes(mode), `one of ${MODES.join(", ")}`);
}

/** x [B, C, …] padded as a convolution of these options would pad it with zeros, but by `mode`. */
export function padFor(
  layer: string,
  x: Tensor,
  mode: Exclude<PaddingMode, "zeros">,
  kernel: readonly number[],
  { stride = 1, padding = 0, dilation = 1 }: { stride?: Pair; padding?: Padding; dilation?: Pair },
): Tensor {
  const axes = kernel.length;
  if (x.rank !== axes + 2) {
    throw new ShapeError(`${layer}: x is ${formatShape(x.shape)}, expected [B, C, ${axes === 1 ? "L" : "H, W"}]`);
  }
  const both = (sizes: readonly number[]) => [1, ...sizes].slice(-2) as [number, number];
  const windows = windowsOf(layer, both(x.shape.slice(2)), both(kernel), { stride, padding, dilation });
  return pad(
    x,
    windows.slice(-axes).map(({ before, after }) => [before, after] as const),
    { mode },
  );
}
