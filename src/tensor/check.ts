import { DTypeError, ShapeError } from "../base/errors.ts";
import { formatShape } from "./shape.ts";
import type { DType } from "./dtype.ts";
import type { Tensor } from "./tensor.ts";

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
  const { letters, open } = (signatures[signature] ??= parse(signature));
  const skipped = t.rank - letters.length;
  const sizes: Record<string, number> = { ...known };
  let fits = open ? skipped >= 0 : skipped === 0;
  for (let i = 0; fits && i < letters.length; i++) {
    const n = t.shape[skipped + i]!;
    fits = (sizes[letters[i]!] ??= n) === n;
  }
  if (!fits) {
    const wanted = letters.map((l) => (l in known ? `${l}=${known[l as K]}` : l)).join(", ");
    throw new ShapeError(`${op}: ${name} is ${formatShape(t.shape)}, expected [${open ? "..., " : ""}${wanted}]`);
  }
  return sizes as Record<Letters<S> | K, number>;
}

interface Signature {
  readonly letters: readonly string[];
  /** Whether it begins with `...`. */
  readonly open: boolean;
}

/** Signatures that were used before: parsing one takes longer than checking it. */
const signatures: Record<string, Signature> = Object.create(null) as Record<string, Signature>;

function parse(signature: string): Signature {
  const words = signature.split(" ");
  return { letters: words.filter((word) => word !== "..."), open: words[0] === "..." };
}

/** Throws `DTypeError` unless `dtype` is one of those that there are. */
export function checkKnownDType(op: string, dtype: DType): void {
  if (dtype !== "float32" && dtype !== "int32") {
    throw new DTypeError(`${op}: dtype is ${String(dtype)}, expected "float32" or "int32"`);
  }
}

/** Throws `DTypeError` unless `t` has the dtype. */
export function checkDType(op: string, name: string, t: Tensor, dtype: DType): void {
  if (t.dtype !== dtype) throw new DTypeError(`${op}: ${name} is ${t.dtype}, expected ${dtype}`);
}
