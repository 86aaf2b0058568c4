import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { hardshrink, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("hardshrink", () => {
  test("works by hand", () => {
    expect(hardshrink(tensor([-1, -0.5, 0.25, 0.5, 1])).toArray()).toEqual([-1, 0, 0, 0, 1]);
  });

  unaryContract({
    op: hardshrink,
    reference: (x) => (Math.abs(x) <= 0.5 ? 0 : x),
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
    expect([...gradients(sum(hardshrink(x, 1))).get(x)!.data]).toEqual([1, 0, 0, 0, 0, 1]);
  });

  test("takes no lambda below 0", () => {
    expect(hardshrink(tensor([-2, 0, 1]), 0).toArray()).toEqual([-2, 0, 1]);
    for (const lambda of [-1, NaN]) {
      const call = () => hardshrink(tensor([1]), lambda);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`hardshrink: lambda is ${lambda}, expected a number from 0 on`);
    }
  });
});
