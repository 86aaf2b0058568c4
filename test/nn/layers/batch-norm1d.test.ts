import { expect, test } from "vitest";
import { BatchNorm1d } from "../../../src/nn/index.ts";
import { batchNorm } from "../../../src/ops/index.ts";
import { ones, zeros } from "../../../src/tensor/creation.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { randomTensor } from "../../helpers/random.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("BatchNorm1d", {
  make: () => new BatchNorm1d(3),
  input: [4, 3, 5],
  output: [4, 3, 5],
  tensors: { weight: [3], bias: [3], running_mean: [3], running_var: [3], num_batches_tracked: [] },
  refused: { input: [2, 4, 5], message: "BatchNorm1d: x is [2, 4, 5], expected [B, C=3, L]" },
});

test("BatchNorm1d moves its statistics on in training mode only", () => {
  using layer = new BatchNorm1d(3, { momentum: null });
  scope(() => {
    const x = randomTensor(...[4, 3, 5]);
    expect(layer.forward(x).data).toEqual(batchNorm(x, ones([3]), zeros([3])).data);
    const after = layer.running_mean!.data;
    expect(after).not.toEqual(new Float32Array(3));
    expect([layer.num_batches_tracked!.dtype, layer.num_batches_tracked!.item()]).toEqual(["int32", 1]);
    layer.eval().forward(x);
    expect(layer.running_mean!.data).toEqual(after);
    expect(layer.num_batches_tracked!.item()).toBe(1);
  });
});

test("BatchNorm1d takes features without an axis behind them, more than one sample in training mode", () => {
  using layer = new BatchNorm1d(3);
  scope(() => {
    expect(layer.forward(zeros([2, 3])).shape).toEqual([2, 3]);
    expect(() => layer.forward(zeros([1, 3]))).toThrow("expected more than one number a channel in training");
    expect(layer.eval().forward(zeros([1, 3])).shape).toEqual([1, 3]);
    expect(() => layer.forward(zeros([2, 4]))).toThrow("BatchNorm1d: x is [2, 4], expected [B, C=3]");
  });
});

test("BatchNorm1d without statistics normalizes by the batch's own, also in evaluation mode", () => {
  using layer = new BatchNorm1d(3, { affine: false, trackRunningStats: false });
  expect([...layer.namedTensors().keys()]).toEqual([]);
  scope(() => {
    const x = randomTensor(...[4, 3, 5]);
    const y = layer.forward(x).data;
    expect(layer.eval().forward(x).data).toEqual(y);
  });
});

test("BatchNorm1d refuses what is out of range", () => {
  expect(() => new BatchNorm1d(0)).toThrow("BatchNorm1d: C is 0, expected a whole number from 1 on");
  expect(() => new BatchNorm1d(2, { momentum: -1 })).toThrow("BatchNorm1d: momentum is -1, expected a number from 0");
  expect(() => new BatchNorm1d(2, { epsilon: -1 })).toThrow("BatchNorm1d: epsilon is -1, expected a finite number");
});
