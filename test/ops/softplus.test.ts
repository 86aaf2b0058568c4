import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { softplus, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("softplus", () => {
  test("works by hand", () => {
    expect(softplus(tensor([0, 21, -200])).toArray()).toEqual([Math.fround(Math.LN2), 21, 0]);
    expect(softplus(tensor([-1, 1]), 2, 1).data[0]).toBeCloseTo(Math.log1p(Math.exp(-2)) / 2, 7);
    expect(softplus(tensor([-1, 1]), 2, 1).data[1]).toBe(1);
  });

  unaryContract({
    op: softplus,
    reference: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    low: -19,
    high: 19,
    ulps: 3,
    special: [
      [0, Math.LN2],
      [Infinity, Infinity],
      [-Infinity, 0],
      [1e4, 1e4],
      [-1e4, 0],
      [NaN, NaN],
    ],
  });

  test("has the gradient of a line beyond its threshold", () => {
    const x = variable(tensor([-Infinity, 0, 0.75, 1e4, Infinity]));
    expect([...gradients(sum(softplus(x, 2, 1))).get(x)!.data]).toEqual([0, 0.5, 1, 1, 1]);
    gradcheck((v) => softplus(v, -0.5, 1), [tensor([-1.5, 0, 3])]);
  });

  test("takes any finite beta but 0, and any threshold", () => {
    expect(softplus(tensor([30]), 1, Infinity).item()).toBe(30);
    for (const beta of [0, NaN, Infinity]) {
      const call = () => softplus(tensor([1]), beta);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`softplus: beta is ${beta}, expected a finite number other than 0`);
    }
    expect(() => softplus(tensor([1]), 1, NaN)).toThrow("softplus: threshold is NaN, expected a number");
  });
});
