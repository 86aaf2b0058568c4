import { GRU, GRUCell } from "../../../src/nn/index.ts";
import { recurrentCellContract } from "../../helpers/recurrent-cell-contract.ts";

recurrentCellContract("GRUCell", {
  make: (D, U, options) => new GRUCell(D, U, options),
  layer: (D, U) => new GRU(D, U),
  op: "gru",
  gates: 3,
  states: ["h"],
  h: (state) => state,
});

recurrentCellContract("GRUCell", {
  make: (D, U, options) => new GRUCell(D, U, { ...options, resetAfter: false }),
  layer: (D, U) => new GRU(D, U, { resetAfter: false }),
  op: "gru",
  gates: 3,
  states: ["h"],
  h: (state) => state,
});
