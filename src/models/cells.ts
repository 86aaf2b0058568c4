import { checkValue } from "../base/check.ts";
import { GRU, LSTM, RNN, type RecurrentLayerOptions } from "../nn/index.ts";

const CELLS = { lstm: LSTM, gru: GRU, rnn: RNN };

/** Kinds of recurrent layers. */
export type CellKind = keyof typeof CELLS;

/** A recurrent layer of a kind. Throws `ValueError` if there is none. */
export function recurrentLayer(
  model: string,
  cell: CellKind,
  D: number,
  U: number,
  options: RecurrentLayerOptions,
): LSTM | GRU | RNN {
  checkValue(model, "cell", cell, Object.hasOwn(CELLS, cell), Object.keys(CELLS).join(", "));
  return new CELLS[cell](D, U, options);
}
