import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { l1Loss } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4)];

describe("l1Loss", () => {
  lossContract({
    name: "l1Loss",
    loss: ([x, y], options) => l1Loss(x!, y!, options),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100)],
    expected: ofPairs((x, y) => Math.abs(x - y), small),
  });

  test("is straight down to 0, where its gradient is 0, and takes int32 targets", () => {
    const x = variable(tensor([-3, 2, 1 + 2 ** -23, 1e-30, -1e4, Infinity, NaN]));
    const y = tensor(Int32Array.of(1, 2, 1, 0, 0, 0, 0));
    const losses = l1Loss(x, y, { reduction: "none" });
    expect([...losses.data]).toEqual([4, 0, 2 ** -23, Math.fround(1e-30), 1e4, Infinity, NaN]);
    expect([...gradients(l1Loss(x, y, { reduction: "sum" })).get(x)!.data]).toEqual([-1, 0, 1, 1, -1, 1, NaN]);
  });

  test("says what it expected", () => {
    expect(() => l1Loss(zeros([2], "int32"), zeros([2]))).toThrow(DTypeError);
    expect(() => l1Loss(zeros([2]), zeros([2, 1]))).toThrow(ShapeError);
    expect(() => l1Loss(zeros([2]), zeros([2, 1]))).toThrow(
      "l1Loss: target is [2, 1], expected [2] like the output; reshape it",
    );
  });
});
