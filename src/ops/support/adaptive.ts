import { checkDType, checkShape } from "../../tensor/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Pair, pairOf } from "./window.ts";

/** Bin p of an axis: from ⌊p · n / P⌋ up to ⌈(p + 1) · n / P⌉. */
export interface Bin {
  readonly start: number;
  readonly size: number;
}

/** What adaptive pooling makes of an image. */
export interface Bins {
  readonly size: readonly [P: number, Q: number];
  readonly rows: readonly Bin[];
  readonly columns: readonly Bin[];
  /** The window whose places are the bins, if they are all alike and lie side by side. */
  readonly kernel: readonly [number, number] | null;
}

/** Throws `DTypeError` unless x is float32, `ShapeError` for other ranks or empty images, `ValueError` for sizes that are none. */
export function binsOf(op: string, x: Tensor, size: Pair): Bins {
  checkDType(op, "x", x, "float32");
  const { H, W } = checkShape(op, "x", x, "B C H W");
  const [P, Q] = pairOf(op, "size", size, 1);
  if (H === 0 || W === 0) {
    throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected a height and a width of at least 1`);
  }
  const along = (n: number, places: number) =>
    Array.from({ length: places }, (_, p): Bin => {
      const start = Math.floor((p * n) / places);
      return { start, size: Math.ceil(((p + 1) * n) / places) - start };
    });
  const kernel = H % P === 0 && W % Q === 0 ? ([H / P, W / Q] as const) : null;
  return { size: [P, Q], rows: along(H, P), columns: along(W, Q), kernel };
}
