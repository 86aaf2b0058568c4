import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { softshrink, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("softshrink", () => {
  test("works by hand", () => {
    expect(softshrink(tensor([-1, -0.5, 0.25, 0.5, 1])).toArray()).toEqual([-0.5, 0, 0, 0, 0.5]);
  });

  unaryContract({
    op: softshrink,
    reference: (x) => (x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0),
    low: 0.6,
    high: 4,
    ulps: 0.5,
    special: [
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [0, 0],
      [0.5, 0],
      [-0.5, 0],
      [NaN, NaN],
    ],
  });

  test("has the gradient 0 from −lambda to lambda", () => {
    const x = variable(tensor([-2, -1, -0.5, 0, 1, 2]));
    expect([...gradients(sum(softshrink(x, 1))).get(x)!.data]).toEqual([1, 0, 0, 0, 0, 1]);
  });

  test("takes no lambda that is infinite or below 0", () => {
    expect(softshrink(tensor([-2, 0, 1]), 0).toArray()).toEqual([-2, 0, 1]);
    for (const lambda of [-1, Infinity, NaN]) {
      const call = () => softshrink(tensor([1]), lambda);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`softshrink: lambda is ${lambda}, expected a finite number from 0 on`);
    }
  });
});
