import { expect, test } from "vitest";
import { InstanceNorm2d } from "../../../src/nn/index.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { randomTensor } from "../../helpers/random.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("InstanceNorm2d", {
  make: () => new InstanceNorm2d(3, { affine: true, trackRunningStats: true }),
  input: [4, 3, 2, 5],
  output: [4, 3, 2, 5],
  tensors: { weight: [3], bias: [3], running_mean: [3], running_var: [3], num_batches_tracked: [] },
  refused: { input: [2, 4], message: "InstanceNorm2d: x is [2, 4], expected [B, C=3, H, W]" },
});

test("InstanceNorm2d begins without weights and statistics, the same in both modes", () => {
  using layer = new InstanceNorm2d(3);
  expect([...layer.namedTensors().keys()]).toEqual([]);
  scope(() => {
    const x = randomTensor(...[4, 3, 2, 5]);
    const y = layer.forward(x).data;
    expect(layer.eval().forward(x).data).toEqual(y);
  });
});

test("InstanceNorm2d counts batches", () => {
  using layer = new InstanceNorm2d(3, { trackRunningStats: true });
  scope(() => {
    layer.forward(randomTensor(...[4, 3, 2, 5]));
    expect(layer.num_batches_tracked!.item()).toBe(1);
    expect(layer.running_var!.data).not.toEqual(new Float32Array(3).fill(1));
  });
});
