import { Linear, Sequential, Unflatten } from "../nn/index.ts";
import { type CellKind, recurrentLayer } from "./cells.ts";
import { checkCounts } from "./check.ts";

/** Options of `forecaster`. */
export interface ForecasterOptions {
  /** Numbers of a step; default 1. */
  readonly inputs?: number;
  /** Steps ahead that are told; default 1. */
  readonly horizon?: number;
  /** Numbers of a step that are told; default as many as `inputs`. */
  readonly outputs?: number;
  /** Units of a layer; default 32. */
  readonly hidden?: number;
  /** Default "lstm". */
  readonly cell?: CellKind;
  /** Default 1. */
  readonly numLayers?: number;
  /** How probably a number between layers is dropped; default 0. */
  readonly dropout?: number;
}

/**
 * Tells the next steps of a series from those before: recurrent layers, whose state behind the last step goes to a dense layer.
 *
 * Shapes: `x [B, T, D]` → `y [B, horizon, outputs]`. Throws `ValueError` for options that cannot be used.
 */
export function forecaster(options: ForecasterOptions = {}): Sequential {
  const { inputs = 1, horizon = 1, outputs = inputs, hidden = 32, cell = "lstm", numLayers = 1, dropout = 0 } = options;
  checkCounts("forecaster", { inputs, horizon, outputs, hidden, numLayers });
  return new Sequential(
    recurrentLayer("forecaster", cell, inputs, hidden, { numLayers, dropout, returnSequences: false }),
    new Linear(hidden, horizon * outputs),
    new Unflatten(1, [horizon, outputs]),
  );
}
