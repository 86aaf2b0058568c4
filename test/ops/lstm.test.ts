import { expect, test } from "vitest";
import { lstm } from "../../src/ops/index.ts";
import { full, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { recurrentContract } from "../helpers/recurrent-contract.ts";
import { gatesContract } from "../helpers/recurrent-gates.ts";
import { lstmStep } from "../helpers/recurrent-loop.ts";

recurrentContract("lstm", { name: "lstm", op: lstm, step: lstmStep, gates: 4, hasCell: true });

gatesContract("lstm", {
  op: lstm,
  gates: 4,
  next: ([i, f, g, o], _, c) => {
    const after = f! * c + i! * g!;
    return [o! * Math.tanh(after), after];
  },
});

test("lstm works by hand: open gates count, closed ones remember", () => {
  // i, f and o are σ(±50), g is tanh 0.5 at each step.
  const weights = (input: number, forget: number) => ({
    wx: zeros([4, 1]),
    wh: zeros([4, 1]),
    bx: tensor([input, forget, 0.5, 50]),
  });
  const x = ones([1, 3, 1]);
  const g = Math.tanh(0.5);
  const counted = lstm(x, weights(50, 50));
  expectClose(counted.c.data, [3 * g], 1e-6);
  expectClose(counted.output.data, [g, 2 * g, 3 * g].map(Math.tanh), 1e-6);
  const kept = lstm(x, weights(-50, 50), { c0: full([1, 1], 0.25) });
  expectClose(kept.c.data, [0.25], 1e-6);
  expect(lstm(x, weights(-200, -200), { c0: full([1, 1], 0.25) }).c.item()).toBe(0);
});
