import { expect, test } from "vitest";
import { InstanceNorm1d } from "../../../src/nn/index.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { randomTensor } from "../../helpers/random.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("InstanceNorm1d", {
  make: () => new InstanceNorm1d(3, { affine: true, trackRunningStats: true }),
  input: [4, 3, 5],
  output: [4, 3, 5],
  tensors: { weight: [3], bias: [3], running_mean: [3], running_var: [3], num_batches_tracked: [] },
  refused: { input: [2, 4], message: "InstanceNorm1d: x is [2, 4], expected [B, C=3, L]" },
});

test("InstanceNorm1d begins without weights and statistics, the same in both modes", () => {
  using layer = new InstanceNorm1d(3);
  expect([...layer.namedTensors().keys()]).toEqual([]);
  scope(() => {
    const x = randomTensor(...[4, 3, 5]);
    const y = layer.forward(x).data;
    expect(layer.eval().forward(x).data).toEqual(y);
  });
});

test("InstanceNorm1d counts batches", () => {
  using layer = new InstanceNorm1d(3, { trackRunningStats: true });
  scope(() => {
    layer.forward(randomTensor(...[4, 3, 5]));
    expect(layer.num_batches_tracked!.item()).toBe(1);
    expect(layer.running_var!.data).not.toEqual(new Float32Array(3).fill(1));
  });
});
