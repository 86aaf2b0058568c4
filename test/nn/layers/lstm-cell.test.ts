import { LSTM, LSTMCell } from "../../../src/nn/index.ts";
import { recurrentCellContract } from "../../helpers/recurrent-cell-contract.ts";

recurrentCellContract("LSTMCell", {
  make: (D, U, options) => new LSTMCell(D, U, options),
  layer: (D, U) => new LSTM(D, U),
  op: "lstm",
  gates: 4,
  states: ["h", "c"],
  h: (state) => state.h,
});
