import { expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { rnn } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { recurrentContract } from "../helpers/recurrent-contract.ts";
import { reluStep, tanhStep } from "../helpers/recurrent-loop.ts";

const common = { name: "rnn", gates: 1, hasCell: false };
const relu: typeof rnn = (x, weights, options) => rnn(x, weights, { ...options, nonlinearity: "relu" });

recurrentContract("rnn", { ...common, op: rnn, step: tanhStep });
recurrentContract("rnn with ReLU", { ...common, op: relu, step: reluStep, hasKinks: true });

test("rnn works by hand", () => {
  const x = tensor([[[1], [2], [-9], [4]]]);
  const weights = { wx: ones([1, 1]), wh: ones([1, 1]) };
  expect(relu(x, weights).output.toArray()).toEqual([[[1], [3], [0], [4]]]);
  expect(relu(x, weights, { reverse: true }).output.toArray()).toEqual([[[3], [2], [0], [4]]]);
  expect(relu(x, weights, { mask: tensor([[1, 1, 0, 1]], undefined, "int32") }).h.toArray()).toEqual([[7]]);
  const first = Math.tanh(1);
  expectClose(rnn(x, weights).output.data.slice(0, 2), [first, Math.tanh(2 + first)], 1e-6);
});

test("rnn refuses other nonlinearities", () => {
  for (const nonlinearity of ["sigmoid", "toString", ""]) {
    const refused = () => rnn(zeros([1, 1, 1]), { wx: ones([1, 1]), wh: ones([1, 1]) }, { nonlinearity: nonlinearity as "tanh" }); // prettier-ignore
    expect(refused).toThrow(ValueError);
    expect(refused).toThrow(`rnn: nonlinearity is ${nonlinearity}, expected "tanh" or "relu"`);
  }
});
