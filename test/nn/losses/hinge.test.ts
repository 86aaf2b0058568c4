import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { hinge } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4)];

describe("hinge", () => {
  lossContract({
    name: "hinge",
    loss: ([x, t], options) => hinge(x!, t!, options),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100)],
    expected: ofPairs((x, t) => Math.max(1 - x * t, 0), small),
  });

  test("costs nothing beyond the margin, and what is missing before it", () => {
    const x = variable(tensor([2, 0.5, -1e4, 1e4, 1, NaN]));
    const t = tensor(Int32Array.of(1, -1, 1, -1, 1, 1));
    expect([...hinge(x, t, { reduction: "none" }).data]).toEqual([0, 1.5, 10001, 10001, 0, NaN]);
    expect([...gradients(hinge(x, t, { reduction: "sum" })).get(x)!.data]).toEqual([0, 1, -1, 1, -1, -1]);
  });

  test("says what it expected", () => {
    expect(() => hinge(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => hinge(zeros([2], "int32"), zeros([2]))).toThrow(DTypeError);
  });
});
