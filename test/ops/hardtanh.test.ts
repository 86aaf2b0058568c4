import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { hardtanh, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("hardtanh", () => {
  test("works by hand", () => {
    expect(hardtanh(tensor([-2, -1, 0.5, 1, 2])).toArray()).toEqual([-1, -1, 0.5, 1, 1]);
    expect(hardtanh(tensor([-2, -1, 0.5, 1, 2]), -1.5, 0.25).toArray()).toEqual([-1.5, -1, 0.25, 0.25, 0.25]);
  });

  unaryContract({
    op: (x) => hardtanh(x, -5, 0.75),
    reference: (x) => Math.min(Math.max(x, -5), 0.75),
    low: -4.9,
    high: 0.7,
    ulps: 0,
    special: [
      [Infinity, 0.75],
      [-Infinity, -5],
      [0, 0],
      [NaN, NaN],
    ],
  });

  test("has the gradient 0 at its bounds, and lets that of NaN through", () => {
    const x = variable(tensor([-2, -1, 0, 1, 2, NaN]));
    expect([...gradients(sum(hardtanh(x))).get(x)!.data]).toEqual([0, 0, 1, 0, 0, 1]);
  });

  test("takes infinite bounds, but not such as are out of order", () => {
    expect(hardtanh(tensor([-1, 1]), 0, Infinity).toArray()).toEqual([0, 1]);
    for (const max of [-1, -2, NaN]) {
      const call = () => hardtanh(tensor([1]), -1, max);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`hardtanh: max is ${max}, expected a number above min=-1`);
    }
    expect(() => hardtanh(tensor([1]), NaN)).toThrow("hardtanh: max is 1, expected a number above min=NaN");
  });
});
