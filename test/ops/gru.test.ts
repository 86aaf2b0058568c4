import { expect, test } from "vitest";
import { gru } from "../../src/ops/index.ts";
import { full, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { recurrentContract } from "../helpers/recurrent-contract.ts";
import { gatesContract } from "../helpers/recurrent-gates.ts";
import { gruAfterStep, gruBeforeStep } from "../helpers/recurrent-loop.ts";

const common = { name: "gru", gates: 3, hasCell: false };
const before: typeof gru = (x, weights, options) => gru(x, weights, { ...options, resetAfter: false });

recurrentContract("gru", { ...common, op: gru, step: gruAfterStep });
recurrentContract("gru with its reset before the product", { ...common, op: before, step: gruBeforeStep });

for (const [what, op] of [
  ["gru", gru],
  ["gru with its reset before the product", before],
] as const) {
  gatesContract(what, {
    op,
    gates: 3,
    next: ([, z, n], h, c) => [(1 - z!) * n! + z! * h, c],
  });
}

test("gru works by hand, and tells its two forms apart", () => {
  const x = ones([1, 1, 1]);
  const h0 = full([1, 1], 0.5);
  // r = σ(0) = ½ and z = σ(0) = ½; n's product has the weight 2 and the bias 1.
  const weights = { wx: tensor([[0], [0], [0.25]]), wh: tensor([[0], [0], [2]]), bh: tensor([0, 0, 1]) };
  const after = Math.tanh(0.25 + 0.5 * (2 * 0.5 + 1));
  expectClose(gru(x, weights, { h0 }).h.data, [0.5 * after + 0.25], 1e-6);
  const ahead = Math.tanh(0.25 + 2 * (0.5 * 0.5) + 1);
  expectClose(gru(x, weights, { h0, resetAfter: false }).h.data, [0.5 * ahead + 0.25], 1e-6);
  expect(gru(x, { ...weights, bh: tensor([0, 200, 0]) }, { h0 }).h.item()).toBe(0.5);
});

test("gru gives a state of its own, also without steps", () => {
  const h0 = full([1, 1], 0.5);
  const weights = { wx: zeros([3, 1]), wh: zeros([3, 1]) };
  for (const resetAfter of [true, false]) {
    gru(zeros([1, 0, 1]), weights, { h0, resetAfter }).h.dispose();
    expect(h0.item()).toBe(0.5);
  }
});
