import { expect, test } from "vitest";
import { GRU } from "../../../src/nn/index.ts";
import type { RecurrentLayer } from "../../../src/nn/layers/support/recurrent-layer.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { recurrentLayerContract } from "../../helpers/recurrent-layer-contract.ts";

for (const resetAfter of [true, false]) {
  recurrentLayerContract(resetAfter ? "GRU" : "GRU with its reset before the product", {
    make: (D, U, options) => new GRU(D, U, { ...options, resetAfter }) as RecurrentLayer<"h" | "c">,
    gates: 3,
    states: ["h"],
    layer: "GRU",
    op: "gru",
  });
}

// Two steps of two units in float64, written out; the form of Keras without reset_after.
test("GRU with its reset before the product computes Keras's numbers", () => {
  using layer = new GRU(1, 2, { resetAfter: false });
  const wx = [0.5, -0.25, 1, 0.75, -1, 0.5];
  const wh = [[0.25, -0.5], [1, 0.5], [-0.75, 0.25], [0.5, 1], [0.75, -1], [-0.5, 0.25]]; // prettier-ignore
  const [bx, bh] = [
    [0.1, -0.2, 0.3, -0.4, 0.5, -0.6],
    [0.05, 0.15, -0.25, 0.35, -0.45, 0.55],
  ];
  layer.load(
    new Map([
      ["weight_ih_l0", tensor(wx, [6, 1])],
      ["weight_hh_l0", tensor(wh)],
      ["bias_ih_l0", tensor(bx)],
      ["bias_hh_l0", tensor(bh)],
    ]),
  );
  const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));
  const dot = (row: number, a: number, b: number) => wh[row]![0]! * a + wh[row]![1]! * b;
  const input = (row: number, x: number) => wx[row]! * x + bx[row]! + bh[row]!;
  const expected: number[] = [];
  let [a, b] = [0, 0];
  for (const x of [0.8, -1.2]) {
    const [r0, r1] = [sigmoid(input(0, x) + dot(0, a, b)), sigmoid(input(1, x) + dot(1, a, b))];
    const [z0, z1] = [sigmoid(input(2, x) + dot(2, a, b)), sigmoid(input(3, x) + dot(3, a, b))];
    const n0 = Math.tanh(input(4, x) + dot(4, r0 * a, r1 * b));
    const n1 = Math.tanh(input(5, x) + dot(5, r0 * a, r1 * b));
    [a, b] = [(1 - z0) * n0 + z0 * a, (1 - z1) * n1 + z1 * b];
    expected.push(a, b);
  }
  expectClose(layer.forward(tensor([[[0.8], [-1.2]]])).data, expected, 1e-6);
  expect(layer.resetAfter).toBe(false);
  expect(new GRU(1, 2).resetAfter).toBe(true);
});
