import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { binaryCrossEntropy } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { noise } from "../../helpers/random.ts";

const probabilities = (...shape: [number, number]) =>
  tensor(
    Float32Array.from({ length: shape[0] * shape[1] }, () => 0.5 + 0.4 * noise()),
    shape,
  );
const small = [probabilities(3, 4), probabilities(3, 4)];

describe("binaryCrossEntropy", () => {
  lossContract({
    name: "binaryCrossEntropy",
    loss: ([p, t], options) => binaryCrossEntropy(p!, t!, options),
    small,
    large: [probabilities(120, 100), probabilities(120, 100)],
    expected: ofPairs((p, t) => -t * Math.log(p) - (1 - t) * Math.log(1 - p), small),
  });

  test("costs at most 100 at probabilities of 0 and 1, and shows what is no probability", () => {
    const p = variable(tensor([0, 0, 1, 1, 1e-30, 1.5, -0.5, NaN]));
    const t = variable(tensor([0, 1, 0, 1, 1, 0, 1, 0]));
    const losses = binaryCrossEntropy(p, t, { reduction: "none" });
    expectClose(losses.data, [0, 100, 100, 0, 30 * Math.LN10, NaN, NaN, NaN], 1e-7);
    const grads = gradients(binaryCrossEntropy(p, t, { reduction: "sum" }));
    expectClose(grads.get(p)!.data.slice(0, 5), [0, -1e12, 1e12, 0, -1e12], 1e-7);
    expect([...grads.get(t)!.data.slice(0, 4)]).toEqual([100, 100, -100, -100]);
  });

  test("takes int32 targets", () => {
    const [p, t] = [tensor([0.25, 0.25]), tensor(Int32Array.of(0, 1))];
    expectClose(binaryCrossEntropy(p, t, { reduction: "none" }).data, [-Math.log(0.75), Math.log(4)], 1e-7);
  });

  test("says what it expected", () => {
    expect(() => binaryCrossEntropy(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => binaryCrossEntropy(zeros([2], "int32"), zeros([2]))).toThrow(DTypeError);
    expect(() => binaryCrossEntropy(zeros([2]), zeros([1]))).toThrow(
      "binaryCrossEntropy: target is [1], expected [2] like the probabilities; reshape it",
    );
  });
});
