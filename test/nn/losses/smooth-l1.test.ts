import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { l1Loss, smoothL1 } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4)];

describe("smoothL1", () => {
  lossContract({
    name: "smoothL1",
    loss: ([x, y], options) => smoothL1(x!, y!, { beta: 0.5, ...options }),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100)],
    expected: ofPairs((x, y) => (Math.abs(x - y) < 0.5 ? (x - y) ** 2 : Math.abs(x - y) - 0.25), small),
  });

  test("is a parabola up to 1 by default, then a line, by hand", () => {
    const [x, y] = [variable(tensor([0.5, -0.5, 1, 3, -1e4, Infinity, NaN])), zeros([7])];
    expect([...smoothL1(x, y, { reduction: "none" }).data]).toEqual([0.125, 0.125, 0.5, 2.5, 9999.5, Infinity, NaN]);
    expect([...gradients(smoothL1(x, y, { reduction: "sum" })).get(x)!.data]).toEqual([0.5, -0.5, 1, 1, -1, 1, NaN]);
  });

  test("is the absolute error for a beta of 0", () => {
    expect(smoothL1(...(small as [never, never]), { beta: 0 }).item()).toBe(
      l1Loss(...(small as [never, never])).item(),
    );
  });

  test("says what it expected", () => {
    for (const beta of [-1, NaN, Infinity, 1e39]) {
      expect(() => smoothL1(zeros([2]), zeros([2]), { beta })).toThrow(ValueError);
      expect(() => smoothL1(zeros([2]), zeros([2]), { beta })).toThrow(`smoothL1: beta is ${beta}, expected`);
    }
    expect(() => smoothL1(zeros([2]), zeros([1]))).toThrow(ShapeError);
  });
});
