import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { crossEntropy, focalCrossEntropy } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const x = randomTensor(4, 3);
const labels = tensor(Int32Array.of(2, 0, 1, 2));
const many = [randomTensor(3000, 3), tensor(Int32Array.from({ length: 3000 }, (_, i) => i % 3))];
const costs = crossEntropy(x, labels, { reduction: "none" }).data;

describe.each([2, 0.5])("focalCrossEntropy, gamma %d", (gamma) => {
  lossContract({
    name: "focalCrossEntropy",
    loss: ([v, y], options) => focalCrossEntropy(v!, y!, { gamma, classWeights: [0.5, 1, 4], ...options }),
    small: [x, labels],
    large: many,
    expected: [4, 0.5, 1, 4].map((w, i) => w * (1 - Math.exp(-costs[i]!)) ** gamma * costs[i]!),
    weights: [4, 0.5, 1, 4],
  });
});

describe("focalCrossEntropy", () => {
  test("is exact for logits of ±1e4", () => {
    const v = variable(tensor([1e4, -1e4, -1e4, 1e4], [2, 2]));
    const classes = tensor(Int32Array.of(0, 0));
    for (const gamma of [0, 0.5, 2]) {
      expect([...focalCrossEntropy(v, classes, { gamma, reduction: "none" }).data]).toEqual([0, 2e4]);
      const dx = gradients(focalCrossEntropy(v, classes, { gamma, reduction: "sum" })).get(v)!.data;
      expect(Array.from(dx, (g) => g + 0)).toEqual([0, 0, -1, 1]);
    }
  });

  test("is the cross entropy for a gamma of 0", () => {
    expectClose([focalCrossEntropy(x, labels, { gamma: 0 }).item()], [crossEntropy(x, labels).item()], 1e-6);
  });

  test("says what it expected", () => {
    expect(() => focalCrossEntropy(x, zeros([4, 3]))).toThrow(DTypeError);
    expect(() => focalCrossEntropy(x, zeros([3], "int32"))).toThrow(ShapeError);
    expect(() => focalCrossEntropy(x, labels, { gamma: NaN })).toThrow(ValueError);
  });
});
