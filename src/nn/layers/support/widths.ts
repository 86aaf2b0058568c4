import { pad, type PadOptions } from "../../../ops/pad.ts";
import type { Pair } from "../../../ops/support/window.ts";
import { checkShape } from "../../../tensor/check.ts";
import type { Tensor } from "../../../tensor/tensor.ts";

/** Rows and columns around an image: as many on all sides, `[h, w]`, or `[[top, bottom], [left, right]]`. */
export type Widths = Pair | readonly [rows: readonly [number, number], columns: readonly [number, number]];

/** Images [B, C, H, W] padded. */
export function pad2d(layer: string, x: Tensor, widths: Widths, options: PadOptions = {}): Tensor {
  checkShape(layer, "x", x, "B C H W");
  const [rows, columns] = typeof widths === "number" ? [widths, widths] : widths;
  const pair = (n: number | readonly [number, number]) => (typeof n === "number" ? ([n, n] as const) : n);
  return pad(x, [pair(rows), pair(columns)], options);
}
