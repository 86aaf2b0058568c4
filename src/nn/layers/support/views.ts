import { type Pair, pairOf } from "../../../ops/support/window.ts";
import type { View } from "../../module.ts";

/** What says how a window slides: stride and dilation, whatever else there is. */
interface Sliding {
  readonly stride?: Pair | undefined;
  readonly dilation?: Pair | undefined;
}

/** How a window looks at both axes of an image. `layer` begins the messages of errors. */
export function viewsOf(layer: string, kernel: Pair, { stride = 1, dilation = 1 }: Sliding): readonly View[] {
  const sizes = pairOf(layer, "kernelSize", kernel, 1);
  const strides = pairOf(layer, "stride", stride, 1);
  const dilations = pairOf(layer, "dilation", dilation, 1);
  return sizes.map((size, axis) => ({ size, stride: strides[axis]!, dilation: dilations[axis]! }));
}

/**
 * The same for the window of a transposed convolution: an output at q sees the inputs (q − r·dilation) / stride that are whole, for
 * each r below the size. These r are stride / gcd apart, the inputs dilation / gcd.
 */
export function transposedViewsOf(layer: string, kernel: Pair, options: Sliding): readonly View[] {
  return viewsOf(layer, kernel, options).map(({ size, stride, dilation }) => {
    const common = gcd(stride, dilation);
    return { size: Math.ceil((size * common) / stride), stride: 1 / stride, dilation: dilation / common };
  });
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
