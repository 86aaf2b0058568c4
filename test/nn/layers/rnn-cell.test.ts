import { expect, test } from "vitest";
import { RNN, RNNCell } from "../../../src/nn/index.ts";
import { ones } from "../../../src/tensor/creation.ts";
import { recurrentCellContract } from "../../helpers/recurrent-cell-contract.ts";

recurrentCellContract("RNNCell", {
  make: (D, U, options) => new RNNCell(D, U, options),
  layer: (D, U) => new RNN(D, U),
  op: "rnn",
  gates: 1,
  states: ["h"],
  h: (state) => state,
});

test("RNNCell takes ReLU for tanh, and nothing else", () => {
  using cell = new RNNCell(1, 1, { nonlinearity: "relu", bias: false });
  cell.load(new Map([...cell.namedTensors()].map(([path, t]) => [path, ones(t.shape)])));
  expect(cell.forward(ones([1, 1]), ones([1, 1])).item()).toBe(2);
  expect(() => new RNNCell(1, 1, { nonlinearity: "selu" as "relu" })).toThrow(
    'RNNCell: nonlinearity is selu, expected "tanh" or "relu"',
  );
});
