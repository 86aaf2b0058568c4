import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { mul, prelu, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { apart } from "../helpers/layer-contract.ts";
import { randomTensor } from "../helpers/random.ts";
import { indexOf } from "../helpers/reference.ts";

describe("prelu", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, -2, -4],
      [0, 3, -1],
    ]);
    expect(prelu(x, tensor([0.25])).toArray()).toEqual([
      [1, -0.5, -1],
      [0, 3, -0.25],
    ]);
    expect(prelu(x, tensor([5, 0.5, -2])).toArray()).toEqual([
      [1, -1, 8],
      [0, 3, 2],
    ]);
  });

  test.each([
    [[7], [1]],
    [[], [1]],
    [[3, 4, 5], [1]],
    [[3, 4, 5], []],
    [[6, 4], [4]],
    [[2, 3, 4], [3]],
    [[2, 3, 5, 7], [3]],
    [[5, 1, 3], [1]],
  ])("agrees with its formula, and has the right gradients, for %j and weights %j", (shape, weights) => {
    const x = apart(shape);
    const w = randomTensor(...weights);
    const expected = Float32Array.from(x.data, (v, i) => {
      const channel = w.size === 1 ? 0 : indexOf(i, shape)[1]!;
      return v > 0 ? v : w.data[channel]! * v;
    });
    const y = prelu(x, w);
    expect(y.shape).toEqual(shape);
    expect(y.data).toEqual(expected);
    gradcheck(prelu, [x, w]);
    expectNoLeaks(prelu, [x, w]);
  });

  test("has the weight as its gradient at 0, and lets that of NaN through", () => {
    const x = variable(tensor([[0, NaN, 1, -1, Infinity, -Infinity]]));
    const w = variable(tensor([0.25]));
    const y = prelu(x, w);
    expect([...y.data]).toEqual([0, NaN, 1, -0.25, Infinity, -Infinity]);
    const grads = gradients(sum(y));
    expect([...grads.get(x)!.data]).toEqual([0.25, 0.25, 1, 0.25, 1, 0.25]);
    expect(grads.get(w)!.item()).toBeNaN();
  });

  test("gives the weight nothing for numbers above 0, however small or large", () => {
    const w = variable(tensor([0.25]));
    const loss = (x: number[]) => sum(mul(prelu(tensor(x), w), 2 ** 120));
    expect(
      gradients(loss([2 ** -149, 1e-30, 3e38, Infinity]))
        .get(w)!
        .item(),
    ).toBe(0);
    expect(
      gradients(loss([2 ** -149, -3, 0]))
        .get(w)!
        .item(),
    ).toBe(-3 * 2 ** 120);
  });

  test("takes int32 and zero sizes", () => {
    const w = variable(tensor([0.25]));
    const y = prelu(tensor(Int32Array.of(4, -4)), w);
    expect(y.toArray()).toEqual([4, -1]);
    expect(gradients(sum(y)).get(w)!.toArray()).toEqual([-4]);
    expect(prelu(zeros([0, 3, 2]), tensor([1, 2, 3])).shape).toEqual([0, 3, 2]);
    expectNoLeaks(prelu, [tensor(Int32Array.of(4, -4)), tensor([0.25])]);
  });

  test.each([
    [[2, 3], [2], "[1] or [C=3]"],
    [[2, 3, 4], [4], "[1] or [C=3]"],
    [[2, 3], [3, 1], "[1] or [C=3]"],
    [[2, 3], [1, 1], "[1] or [C=3]"],
    [[3], [3], "[1], as x has no axis 1"],
  ])("refuses, for %j, weights %j", (shape, weights, wanted) => {
    const call = () => prelu(zeros(shape), zeros(weights));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`prelu: weight is [${weights.join(", ")}], expected ${wanted}`);
  });
});
