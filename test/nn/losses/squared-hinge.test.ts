import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { squaredHinge } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4)];

describe("squaredHinge", () => {
  lossContract({
    name: "squaredHinge",
    loss: ([x, t], options) => squaredHinge(x!, t!, options),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100)],
    expected: ofPairs((x, t) => Math.max(1 - x * t, 0) ** 2, small),
  });

  test("costs nothing beyond the margin, and the square of what is missing before it", () => {
    const x = variable(tensor([2, 0.5, -9, 1, NaN]));
    const t = tensor(Int32Array.of(1, -1, 1, 1, 1));
    expect([...squaredHinge(x, t, { reduction: "none" }).data]).toEqual([0, 2.25, 100, 0, NaN]);
    const dx = gradients(squaredHinge(x, t, { reduction: "sum" })).get(x)!.data;
    expect(Array.from(dx, (v) => v + 0)).toEqual([0, 3, -20, 0, NaN]);
  });

  test("says what it expected", () => {
    expect(() => squaredHinge(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => squaredHinge(zeros([2], "int32"), zeros([2]))).toThrow(DTypeError);
  });
});
