import { expect, test } from "vitest";
import { RNN } from "../../../src/nn/index.ts";
import type { RecurrentLayer } from "../../../src/nn/layers/support/recurrent-layer.ts";
import { ones } from "../../../src/tensor/creation.ts";
import { recurrentLayerContract } from "../../helpers/recurrent-layer-contract.ts";

recurrentLayerContract("RNN", {
  make: (D, U, options) => new RNN(D, U, options) as RecurrentLayer<"h" | "c">,
  gates: 1,
  states: ["h"],
  layer: "RNN",
  op: "rnn",
});

test("RNN takes ReLU for tanh, and nothing else", () => {
  using relu = new RNN(1, 1, { nonlinearity: "relu", bias: false });
  relu.load(new Map([...relu.namedTensors()].map(([path, t]) => [path, ones(t.shape)])));
  expect(relu.forward(ones([1, 3, 1])).toArray()).toEqual([[[1], [2], [3]]]);
  expect(() => new RNN(1, 1, { nonlinearity: "selu" as "relu" })).toThrow(
    'RNN: nonlinearity is selu, expected "tanh" or "relu"',
  );
});
