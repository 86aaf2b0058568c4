import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { Flatten, Linear, Module, Sequential, timeDistributed } from "../../../src/nn/index.ts";
import { reshape } from "../../../src/ops/index.ts";
import { ones } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("timeDistributed", {
  make: () => timeDistributed(new Sequential(new Flatten(), new Linear(6, 4))),
  input: [3, 2, 2, 3],
  output: [3, 2, 4],
  tensors: { "layer.1.weight": [4, 6], "layer.1.bias": [4] },
  refused: { input: [3], message: "timeDistributed: x is [3], expected [B, T, ...]" },
});

describe("timeDistributed", () => {
  test("gives each step what the layer makes of it", () => {
    const layer = new Sequential(new Flatten(), new Linear(6, 4));
    using all = timeDistributed(layer);
    const x = randomTensor(3, 5, 2, 3);
    const y = all.forward(x).data;
    for (const i of [0, 7, 14]) {
      const step = layer.forward(x.view([1, 2, 3], 6 * i)).data;
      y.slice(4 * i, 4 * i + 4).forEach((value, k) => expect(value).toBeCloseTo(step[k]!, 6));
    }
  });

  test("takes no steps, and steps of one number", () => {
    using layer = timeDistributed(new Linear(3, 2));
    expect(layer.forward(ones([2, 0, 3])).shape).toEqual([2, 0, 2]);
    class Same extends Module {
      override forward(x: Tensor): Tensor {
        return x;
      }
    }
    expect(timeDistributed(new Same()).forward(ones([2, 4])).shape).toEqual([2, 4]);
  });

  test("says what does not fit", () => {
    class Merge extends Module {
      override forward(x: Tensor): Tensor {
        return reshape(x, [1, -1]);
      }
    }
    using layer = timeDistributed(new Merge());
    expect(() => layer.forward(ones([2, 3, 4]))).toThrow(ShapeError);
    expect(() => layer.forward(ones([2, 3, 4]))).toThrow(
      "timeDistributed: the layer gives [1, 24], expected [B·T=6, ...]",
    );
    expect(() => timeDistributed(null as unknown as Module)).toThrow(ValueError);
    expect(() => timeDistributed(null as unknown as Module)).toThrow(
      "timeDistributed: layer is null, expected a module",
    );
  });
});
