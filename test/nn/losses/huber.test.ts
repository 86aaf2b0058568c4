import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { huber } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4)];

describe("huber", () => {
  lossContract({
    name: "huber",
    loss: ([x, y], options) => huber(x!, y!, { delta: 0.5, ...options }),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100)],
    expected: ofPairs((x, y) => (Math.abs(x - y) <= 0.5 ? 0.5 * (x - y) ** 2 : 0.5 * (Math.abs(x - y) - 0.25)), small),
  });

  test("is a parabola up to 1 by default, then a line, by hand", () => {
    const [x, y] = [variable(tensor([0.5, -0.5, 1, 3, -1e4, Infinity, NaN])), zeros([7])];
    expect([...huber(x, y, { reduction: "none" }).data]).toEqual([0.125, 0.125, 0.5, 2.5, 9999.5, Infinity, NaN]);
    expect([...gradients(huber(x, y, { reduction: "sum" })).get(x)!.data]).toEqual([0.5, -0.5, 1, 1, -1, 1, NaN]);
  });

  test("says what it expected", () => {
    for (const delta of [0, NaN, Infinity, 1e39]) {
      expect(() => huber(zeros([2]), zeros([2]), { delta })).toThrow(ValueError);
      expect(() => huber(zeros([2]), zeros([2]), { delta })).toThrow(`huber: delta is ${delta}, expected`);
    }
    expect(() => huber(zeros([2]), zeros([1]))).toThrow(ShapeError);
  });
});
