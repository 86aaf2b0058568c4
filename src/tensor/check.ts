import { DTypeError, ShapeError } from "../base/errors.ts";
import { formatShape } from "./shape.ts";
import type { DType, Tensor } from "./tensor.ts";

/** The letters of a shape signature: those of `"... T D"` are `"T" | "D"`. */
type Letters<S extends string> = S extends `${infer L} ${infer Rest}` ? Letters<L> | Letters<Rest> : Exclude<S, "...">;

/**
 * Checks `t` against a signature such as `"U D"` or `"... D"` (any leading axes) and answers the size of every letter.
 * `known` fixes letters that earlier arguments have bound. Throws `ShapeError`.
 */
export function checkShape<S extends string, K extends string = never>(
  op: string,
  name: string,
  t: Tensor,
  signature: S,
  known = {} as Record<K, number>,
): Record<Letters<S> | K, number> {
  const letters = signature.split(" ").filter((l) => l !== "...");
  const open = signature.startsWith("...");
  const axes = open ? t.shape.slice(Math.max(0, t.rank - letters.length)) : t.shape;
  const sizes: Record<string, number> = { ...known };
  if (axes.length !== letters.length || !letters.every((l, i) => (sizes[l] ??= axes[i]!) === axes[i])) {
    const wanted = letters.map((l) => (l in known ? `${l}=${known[l as K]}` : l)).join(", ");
    throw new ShapeError(`${op}: ${name} is ${formatShape(t.shape)}, expected [${open ? "..., " : ""}${wanted}]`);
  }
  return sizes as Record<Letters<S> | K, number>;
}

/** Throws `DTypeError` unless `t` has the dtype. */
export function checkDType(op: string, name: string, t: Tensor, dtype: DType): void {
  if (t.dtype !== dtype) throw new DTypeError(`${op}: ${name} is ${t.dtype}, expected ${dtype}`);
}
