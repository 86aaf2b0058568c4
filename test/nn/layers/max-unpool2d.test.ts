import { expect, test } from "vitest";
import { MaxUnpool2d, Module } from "../../../src/nn/index.ts";
import { maxPool2dWithIndices } from "../../../src/ops/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

/** The layer behind the pooling that it undoes. */
class Both extends Module {
  readonly unpool = new MaxUnpool2d(2);

  override forward(x: Tensor): Tensor {
    const { values, indices } = maxPool2dWithIndices(x, 2);
    return this.unpool.forward(values, indices);
  }
}

layerContract("MaxUnpool2d", {
  make: () => new Both(),
  input: [1, 1, 2, 2],
  output: [1, 1, 2, 2],
  refused: { input: [2, 3], message: "x is [2, 3], expected" },
});

test("MaxUnpool2d has the size that was pooled, or what it is given", () => {
  const [x, at] = [tensor([[[[7, 8]]]]), tensor([[[[1, 2]]]], undefined, "int32")];
  expect(new MaxUnpool2d([1, 2]).forward(x, at).toArray()).toEqual([[[[0, 7, 8, 0]]]]);
  expect(new MaxUnpool2d(2, { stride: [1, 1], padding: [0, 0] }).forward(x, at).shape).toEqual([1, 1, 2, 3]);
  expect(new MaxUnpool2d([1, 2], { outputSize: [1, 5] }).forward(x, at).toArray()).toEqual([[[[0, 7, 8, 0, 0]]]]);
  expect(() => new MaxUnpool2d(2).forward(x)).toThrow("MaxUnpool2d: indices are missing, expected [B, C, P, Q] like x");
  expect(() => new MaxUnpool2d(1, { padding: 1 }).forward(zeros([1, 1, 1, 1]), at)).toThrow("padding is 1");
});
