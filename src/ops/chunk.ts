import { ShapeError, ValueError } from "../base/errors.ts";
import { checkValue } from "../base/check.ts";
import { checkAxis, formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { slice } from "./slice.ts";

/**
 * `x` cut along `axis`, 0 by default: a number of `parts` as PyTorch's `chunk`, of ⌈n / parts⌉ each, so that the last may be
 * shorter and there may be fewer; or a list of their sizes. `concat` joins them again. (`split` is the one of datasets.)
 *
 * Shapes: `x [..., n, ...]` → parts that differ along `axis` only. Parts of the first axis share x's memory, others are copies.
 * Gradients: each part's `dy` goes to its place. Throws `ValueError` unless `parts` is a whole number from 1 on, or sizes are
 * whole numbers from 0 on; `ShapeError` unless sizes add up to n, or for an axis `x` lacks.
 */
export function chunk(x: Tensor, parts: number | readonly number[], axis = 0): Tensor[] {
  const along = checkAxis("chunk", axis, x.rank);
  const n = x.shape[along]!;
  let end = 0;
  return sizesOf(parts, n).map((size) => {
    const range = [end, (end += size)] as const;
    return slice(
      x,
      x.shape.map((_, a) => (a === along ? range : null)),
    );
  });
}

function sizesOf(parts: number | readonly number[], n: number): readonly number[] {
  if (typeof parts === "number") {
    checkValue("chunk", "parts", parts, Number.isInteger(parts) && parts > 0, "a whole number from 1 on, or sizes");
    const size = Math.ceil(n / parts);
    const count = size === 0 ? parts : Math.ceil(n / size);
    return Array.from({ length: count }, (_, i) => Math.min(size, n - i * size));
  }
  if (!parts.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new ValueError(`chunk: parts are ${formatShape(parts)}, expected sizes: whole numbers from 0 on`);
  }
  if (parts.reduce((sum, size) => sum + size, 0) !== n) {
    throw new ShapeError(`chunk: parts are ${formatShape(parts)}, expected sizes that add up to the axis' ${n}`);
  }
  return parts;
}
