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

/** What adaptive pooling makes of an image, or of a sequence as an image of one row. */
export interface Bins {
  readonly signature: "B C H W" | "B C L";
  readonly size: readonly [P: number, Q: number];
  readonly rows: readonly Bin[];
  readonly columns: readonly Bin[];
  /** The window whose places are the bins, if they are all alike and lie side by side. */
  readonly kernel: readonly [number, number] | null;
}

/**
 * `size` bins for images, `[1, size]` for sequences.
 * Throws `DTypeError` unless x is float32, `ShapeError` for other ranks or if x is empty along them, `ValueError` for sizes that are none.
 */
export function binsOf(op: string, x: Tensor, signature: Bins["signature"], size: Pair): Bins {
  checkDType(op, "x", x, "float32");
  checkShape(op, "x", x, signature);
  const isImage = x.rank === 4;
  const [H, W] = [isImage ? x.shape[2]! : 1, x.shape.at(-1)!];
  const [P, Q] = pairOf(op, "size", size, 1);
  if (H === 0 || W === 0) {
    const wanted = isImage ? "a height and a width" : "a length";
    throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected ${wanted} of at least 1`);
  }
  const along = (n: number, places: number) =>
    Array.from({ length: places }, (_, p): Bin => {
      const start = Math.floor((p * n) / places);
      return { start, size: Math.ceil(((p + 1) * n) / places) - start };
    });
  const kernel = H % P === 0 && W % Q === 0 ? ([H / P, W / Q] as const) : null;
  return { signature, size: [P, Q], rows: along(H, P), columns: along(W, Q), kernel };
}
