import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { batchNorm, instanceNorm } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { Persistent } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("instanceNorm", () => {
  test("works by hand, each sample by itself", () => {
    const x = tensor([[[1, 3]], [[10, 30]]]);
    expect(instanceNorm(x, tensor([2]), tensor([1]), { epsilon: 0 }).toArray()).toEqual([[[-1, 3]], [[-1, 3]]]);
  });

  test("moves running statistics on by the mean over the batch, and uses them in evaluation", () => {
    const running = {
      mean: new Persistent(zeros([1])),
      variance: new Persistent(ones([1])),
      batches: new Persistent(zeros([], "int32")),
    };
    const x = tensor([[[1, 3]], [[10, 14]]]);
    instanceNorm(x, null, null, { running, momentum: 0.5 });
    expect([running.mean.item(), running.variance.item(), running.batches.item()]).toEqual([3.5, 3, 1]);
    const options = { running, training: false };
    expect(instanceNorm(x, null, null, options).data).toEqual(batchNorm(x, null, null, options).data);
    expectClose(instanceNorm(x, null, null, { training: false }).data, [-1, 1, -1, 1], 1e-5);
  });

  test("has the right gradients", () => {
    scope(() => {
      const parts = [randomTensor(2, 3, 2, 4), randomTensor(3), randomTensor(3)];
      gradcheck((x, w, b) => instanceNorm(x!, w!, b!, { epsilon: 0.1 }), parts);
    });
  });

  test("leaks nothing, and takes an empty batch", () => {
    expectNoLeaks((x, w, b) => instanceNorm(x!, w!, b!), [randomTensor(3, 4, 5), randomTensor(4), randomTensor(4)]);
    expectNoLeaks((x) => instanceNorm(x), [zeros([0, 4, 5])]);
  });

  test("refuses one number to be normalized by", () => {
    expect(() => instanceNorm(zeros([4, 3]))).toThrow("instanceNorm: x is [4, 3], expected more than one number");
  });
});
