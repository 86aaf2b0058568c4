import { expect, test } from "vitest";
import { compile } from "../../../src/autograd/compile.ts";
import { gradients } from "../../../src/autograd/tape.ts";
import { PReLU } from "../../../src/nn/index.ts";
import { sum } from "../../../src/ops/index.ts";
import { SGD } from "../../../src/optim/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("PReLU", { make: () => new PReLU(), input: [3, 2, 5], output: [3, 2, 5], tensors: { weight: [1] } });
layerContract("PReLU of channels", {
  make: () => new PReLU(4, -0.5),
  input: [3, 4, 2, 5],
  output: [3, 4, 2, 5],
  tensors: { weight: [4] },
  refused: { input: [3, 2, 4], message: "prelu: weight is [4], expected [1] or [C=2]" },
});

test("PReLU begins with a quarter, or the number asked for", () => {
  using layer = new PReLU();
  expect(layer.forward(tensor([-4, 0, 4])).toArray()).toEqual([-1, 0, 4]);
  using channels = new PReLU(2, -1);
  expect(channels.forward(tensor([[-4, 4]])).toArray()).toEqual([[4, 4]]);
});

test("PReLU learns its slopes in a compiled step", () => {
  using layer = new PReLU(2);
  using optimizer = new SGD(layer, { learningRate: 0.25 });
  const step = compile((x: Tensor) => {
    const total = sum(layer.forward(x));
    optimizer.step(gradients(total));
    return total;
  });
  const x = tensor([
    [-1, 5],
    [-1, -3],
  ]);
  for (let i = 0; i < 2; i++) step(x);
  step.dispose();
  // Each step takes a quarter of Σ x where x ≤ 0, which is −2 and −3.
  expect([...layer.weight.data]).toEqual([0.25 + 2 * 0.5, 0.25 + 2 * 0.75]);
});

test("PReLU refuses numbers that make no weight", () => {
  for (const C of [0, 1.5, NaN])
    expect(() => new PReLU(C)).toThrow(`PReLU: C is ${C}, expected a whole number from 1 on`);
  expect(() => new PReLU(1, NaN)).toThrow("PReLU: init is NaN, expected a finite number");
});
