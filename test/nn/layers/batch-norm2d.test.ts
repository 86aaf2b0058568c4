import { expect, test } from "vitest";
import { BatchNorm2d } from "../../../src/nn/index.ts";
import { batchNorm } from "../../../src/ops/index.ts";
import { ones, zeros } from "../../../src/tensor/creation.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { randomTensor } from "../../helpers/random.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("BatchNorm2d", {
  make: () => new BatchNorm2d(3),
  input: [4, 3, 2, 5],
  output: [4, 3, 2, 5],
  tensors: { weight: [3], bias: [3], running_mean: [3], running_var: [3], num_batches_tracked: [] },
  refused: { input: [2, 3, 5], message: "BatchNorm2d: x is [2, 3, 5], expected [B, C=3, H, W]" },
});

test("BatchNorm2d moves its statistics on in training mode only", () => {
  using layer = new BatchNorm2d(3, { momentum: null });
  scope(() => {
    const x = randomTensor(...[4, 3, 2, 5]);
    expect(layer.forward(x).data).toEqual(batchNorm(x, ones([3]), zeros([3])).data);
    const after = layer.running_mean!.data;
    expect(after).not.toEqual(new Float32Array(3));
    expect([layer.num_batches_tracked!.dtype, layer.num_batches_tracked!.item()]).toEqual(["int32", 1]);
    layer.eval().forward(x);
    expect(layer.running_mean!.data).toEqual(after);
    expect(layer.num_batches_tracked!.item()).toBe(1);
  });
});

test("BatchNorm2d without statistics normalizes by the batch's own, also in evaluation mode", () => {
  using layer = new BatchNorm2d(3, { affine: false, trackRunningStats: false });
  expect([...layer.namedTensors().keys()]).toEqual([]);
  scope(() => {
    const x = randomTensor(...[4, 3, 2, 5]);
    const y = layer.forward(x).data;
    expect(layer.eval().forward(x).data).toEqual(y);
  });
});

test("BatchNorm2d refuses what is out of range", () => {
  expect(() => new BatchNorm2d(0)).toThrow("BatchNorm2d: C is 0, expected a whole number from 1 on");
  expect(() => new BatchNorm2d(2, { momentum: -1 })).toThrow("BatchNorm2d: momentum is -1, expected a number from 0");
  expect(() => new BatchNorm2d(2, { epsilon: -1 })).toThrow("BatchNorm2d: epsilon is -1, expected a finite number");
});
