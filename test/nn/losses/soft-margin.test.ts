import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { softMargin } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4)];

describe("softMargin", () => {
  lossContract({
    name: "softMargin",
    loss: ([x, t], options) => softMargin(x!, t!, options),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100)],
    expected: ofPairs((x, t) => Math.log1p(Math.exp(-x * t)), small),
  });

  test("is exact for outputs of any size", () => {
    const x = variable(tensor([1e4, -1e4, 1e4, 0, NaN]));
    const t = tensor(Int32Array.of(1, 1, -1, 1, 1));
    const half = Math.fround(Math.LN2);
    expect([...softMargin(x, t, { reduction: "none" }).data]).toEqual([0, 1e4, 1e4, half, NaN]);
    const dx = gradients(softMargin(x, t, { reduction: "sum" })).get(x)!.data;
    expect(Array.from(dx, (v) => v + 0)).toEqual([0, -1, 1, -0.5, NaN]);
  });

  test("says what it expected", () => {
    expect(() => softMargin(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => softMargin(zeros([2], "int32"), zeros([2]))).toThrow(DTypeError);
  });
});
