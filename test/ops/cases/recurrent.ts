import * as ops from "../../../src/ops/index.ts";
import type { RecurrentWeights } from "../../../src/ops/support/recurrent.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { randomTensor } from "../../helpers/random.ts";
import type { Cases } from "./inputs.ts";

/** Seven blocks of rows, so that each thread gets some. */
const [B, T, D, U] = [33, 5, 6, 40];
const mask = tensor(
  Int32Array.from({ length: B * T }, (_, i) => Number(i % 7 !== 3)),
  [B, T],
);

/** x, weights, biases and states of a layer, and its results side by side. */
function layer(
  gates: number,
  states: number,
  units: number,
  f: (x: Tensor, weights: RecurrentWeights, first: readonly Tensor[]) => Tensor[],
): Cases[string] {
  const weights = [[gates * units, D], [gates * units, units], [gates * units], [gates * units]];
  const first = Array.from({ length: states }, () => [B, units]);
  return [
    (x, wx, wh, bx, bh, ...more) => {
      const all = f(x!, { wx: wx!, wh: wh!, bx: bx!, bh: bh! }, more);
      return ops.concat(
        all.map((t) => ops.reshape(t, [-1])),
        0,
      );
    },
    [[B, T, D], ...weights, ...first].map((shape) => randomTensor(...shape)),
  ];
}

export const recurrent: Cases = {
  lstm: layer(4, 2, U, (x, weights, [h0, c0]) => {
    const { output, h, c } = ops.lstm(x, weights, { h0: h0!, c0: c0!, mask });
    return [output, h, c];
  }),
  gru: layer(3, 1, 13, (x, weights, [h0]) => {
    const { output, h } = ops.gru(x, weights, { h0: h0!, reverse: true });
    const before = ops.gru(x, weights, { mask, resetAfter: false });
    return [output, h, before.output];
  }),
  rnn: layer(1, 1, U, (x, weights, [h0]) => {
    const { output, h } = ops.rnn(x, weights, { h0: h0!, mask, reverse: true });
    return [output, h, ops.rnn(x, weights, { nonlinearity: "relu" }).h];
  }),
};
