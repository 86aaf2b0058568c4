import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { layerNorm } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("layerNorm", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 3],
      [10, 30],
    ]);
    expect(layerNorm(x, 2, tensor([1, 2]), tensor([0, 1]), { epsilon: 0 }).toArray()).toEqual([
      [-1, 3],
      [-1, 3],
    ]);
  });

  test.each([
    [[4, 5], 5],
    [[2, 3, 9], [9]],
    [
      [2, 3, 4],
      [3, 4],
    ],
  ])("has the right gradients for %j over %j", (shape, axes) => {
    const D = typeof axes === "number" ? [axes] : axes;
    scope(() => {
      const parts = [randomTensor(...shape), randomTensor(...D), randomTensor(...D)];
      gradcheck((x, w, b) => layerNorm(x!, axes, w!, b!, { epsilon: 0.1 }), parts);
      gradcheck((x, b) => layerNorm(x!, axes, null, b!, { epsilon: 0.1 }), [parts[0]!, parts[2]!]);
    });
  });

  test("leaks nothing, and takes an empty batch", () => {
    expectNoLeaks((x, w, b) => layerNorm(x!, 5, w!, b!), [randomTensor(3, 5), randomTensor(5), randomTensor(5)]);
    expectNoLeaks((x, b) => layerNorm(x!, 5, null, b!), [randomTensor(3, 5), randomTensor(5)]);
    expectNoLeaks((x, w) => layerNorm(x!, 5, w!), [zeros([0, 5]), randomTensor(5)]);
  });

  test("says what it expected", () => {
    expect(() => layerNorm(zeros([2, 3]), 4)).toThrow("layerNorm: x is [2, 3], expected [..., 4]");
    expect(() => layerNorm(zeros([3]), [2, 3])).toThrow("layerNorm: x is [3], expected [..., 2, 3]");
    expect(() => layerNorm(zeros([2, 3]), 3, zeros([2]))).toThrow("layerNorm: weight is [2], expected [3]");
    expect(() => layerNorm(zeros([2, 3]), [])).toThrow("layerNorm: normalizedShape is [], expected whole numbers");
    expect(() => layerNorm(zeros([2, 3], "int32"), 3)).toThrow("layerNorm: x is int32, expected float32");
    expect(() => layerNorm(zeros([2, 3]), 3, null, null, { epsilon: NaN })).toThrow("layerNorm: epsilon is NaN");
  });
});
