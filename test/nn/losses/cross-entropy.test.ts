import { describe, expect, test } from "vitest";
import { gradcheck } from "../../../src/autograd/gradcheck.ts";
import { DTypeError, IndexError, ShapeError } from "../../../src/base/errors.ts";
import { crossEntropy, type Reduction } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { randomTensor } from "../../helpers/random.ts";

describe("crossEntropy", () => {
  test("is the mean of −ln softmax at the labels, by hand", () => {
    // Equal logits: ln 3. Far apart: 0.
    const logits = tensor([
      [1, 1, 1],
      [0, 100, 0],
    ]);
    const labels = tensor(Int32Array.of(2, 1));
    expectClose(crossEntropy(logits, labels, { reduction: "none" }).data, [Math.log(3), 0], 1e-6);
    expectClose([crossEntropy(logits, labels, { reduction: "sum" }).item()], [Math.log(3)], 1e-6);
    expectClose([crossEntropy(logits, labels).item()], [Math.log(3) / 2], 1e-6);
  });

  test("takes a label for each step of sequences, and their mean over all", () => {
    const [logits, labels] = [randomTensor(2, 3, 5), tensor(Int32Array.of(4, 0, 2, 1, 1, 3))];
    const flat = crossEntropy(logits.view([6, 5]), labels).item();
    const steps = labels.view([2, 3]);
    expect(crossEntropy(logits, steps).item()).toBe(flat);
    expect(crossEntropy(logits, steps, { reduction: "none" }).shape).toEqual([2, 3]);
    gradcheck((x) => crossEntropy(x!, steps), [logits]);
  });

  test("has the right gradients", () => {
    const labels = tensor(Int32Array.of(3, 0, 1, 1));
    for (const reduction of ["mean", "sum", "none"] as const) {
      gradcheck((x) => crossEntropy(x!, labels, { reduction }), [randomTensor(4, 5)]);
    }
  });

  test("says what it expected", () => {
    const labels = tensor(Int32Array.of(0, 4));
    expect(() => crossEntropy(randomTensor(2, 3), tensor([0, 1]))).toThrow(DTypeError);
    expect(() => crossEntropy(randomTensor(3, 3), labels)).toThrow(ShapeError);
    expect(() => crossEntropy(randomTensor(2, 3), labels).item()).toThrow(IndexError);
    expect(() => crossEntropy(randomTensor(2, 5), labels, { reduction: "average" as Reduction })).toThrow(
      'crossEntropy: reduction is average, expected "mean", "sum" or "none"',
    );
  });
});
