// What users give to recurrent ops: checked, and widened to whole vectors of units.

import { checkValue } from "../../base/check.ts";
import { checkDType, checkShape } from "../../tensor/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { pad } from "../pad.ts";
import { reshape } from "../reshape.ts";
import { composed } from "./composed.ts";
import { slice } from "../slice.ts";
import { type Course, type Gone, recurrent, type RecurrentWeights } from "./recurrent.ts";
import type { Cell } from "./recurrent-cell.ts";

/** Units that the scratch memory of a thread has room for. */
const MOST_UNITS = 4096;
/** Units come in tiles of so many columns. */
const TILE = 8;

/** Options of recurrent ops. */
export interface RecurrentOptions {
  /** The state before the first step, `[B, U]`; default zeros. */
  readonly h0?: Tensor | null;
  /**
   * int32 `[B, T]`: where it is 0, the step is left out: the state stays as it is, the output is 0, and x may be anything, NaN
   * included. `sequenceMask` makes it from lengths. Default: all steps take part.
   */
  readonly mask?: Tensor | null;
  /** Whether to go from the end to the beginning; default false. */
  readonly reverse?: boolean;
  /** Whether to answer the gates, too; default false. */
  readonly gates?: boolean;
}

/** Checks everything, and takes x[B, T, D] through `cell` by `go`; `first` are the states before, by name. */
export function throughSequence(
  cell: Cell,
  x: Tensor,
  weights: RecurrentWeights,
  first: Readonly<Record<string, Tensor | null>>,
  { mask = null, reverse = false, gates = false }: Omit<RecurrentOptions, "h0">,
  go: typeof recurrent = widened,
): Gone {
  check(cell, x, weights, first, mask);
  const states = Object.values(first);
  const { wx, wh, bx, bh } = weights;
  const inputs = [x, wx, wh, bx, bh, ...states].filter((t) => t != null);
  return composed(inputs, () => go(cell, x, weights, states, { mask, reverse, gates }));
}

/** `recurrent` for any number of units: further ones have no weights, so they stay 0, and nothing comes from them. */
function widened(
  cell: Cell,
  x: Tensor,
  { wx, wh, bx = null, bh = null }: RecurrentWeights,
  first: readonly (Tensor | null)[],
  course: Course,
): Gone {
  const U = wh.shape[1]!;
  const more = -U & (TILE - 1);
  if (more === 0) return recurrent(cell, x, { wx, wh, bx, bh }, first, course);
  const widen = (t: Tensor, columns: number) => {
    const apart = reshape(t, [cell.gates, U, ...t.shape.slice(1)]);
    const wide = pad(apart, [[0, 0], [0, more], ...t.shape.slice(1).map(() => [0, columns] as const)]);
    return reshape(wide, [cell.gates * (U + more), ...wide.shape.slice(2)]);
  };
  const wide = { wx: widen(wx, 0), wh: widen(wh, more), bx: bx && widen(bx, 0), bh: bh && widen(bh, 0) };
  const wideFirst = first.map((t) => t && pad(t, [[0, more]]));
  const { output, last, gates } = recurrent(cell, x, wide, wideFirst, course);
  const narrow = (t: Tensor) => slice(t, [...t.shape.slice(1).map(() => null), [0, U]]);
  return { output: narrow(output), last: last.map(narrow), gates: gates && narrow(gates) };
}

/** Throws unless all fits together. */
function check(
  { op, gates }: Cell,
  x: Tensor,
  { wx, wh, bx, bh }: RecurrentWeights,
  first: Readonly<Record<string, Tensor | null>>,
  mask: Tensor | null,
): void {
  const { B, T, D } = checkShape(op, "x", x, "B T D");
  const U = wh.shape.at(-1) ?? 0;
  checkValue(op, "the number of units", U, U >= 1 && U <= MOST_UNITS, `from 1 to ${MOST_UNITS}`);
  checkShape(op, "wh", wh, "rows U", { rows: gates * U, U });
  checkShape(op, "wx", wx, "rows D", { rows: gates * U, D });
  for (const [name, t] of Object.entries({ bx, bh }))
    if (t != null) checkShape(op, name, t, "rows", { rows: gates * U });
  for (const [name, t] of Object.entries(first)) if (t !== null) checkShape(op, name, t, "B U", { B, U });
  for (const [name, t] of Object.entries({ x, wx, wh, bx, bh, ...first })) {
    if (t != null) checkDType(op, name, t, "float32");
  }
  if (mask !== null) {
    checkShape(op, "mask", mask, "B T", { B, T });
    checkDType(op, "mask", mask, "int32");
  }
}
