import { LSTM } from "../../../src/nn/index.ts";
import { recurrentLayerContract } from "../../helpers/recurrent-layer-contract.ts";

recurrentLayerContract("LSTM", {
  make: (D, U, options) => new LSTM(D, U, options),
  gates: 4,
  states: ["h", "c"],
  layer: "LSTM",
  op: "lstm",
});
