import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { celu, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("celu", () => {
  test("works by hand", () => {
    expect(celu(tensor([0, 1, -1e4])).toArray()).toEqual([0, 1, -1]);
    expect(celu(tensor([-1e4, 3]), 2).toArray()).toEqual([-2, 3]);
  });

  unaryContract({
    op: (x) => celu(x, 2),
    reference: (x) => (x > 0 ? x : 2 * Math.expm1(x / 2)),
    low: -20,
    high: 20,
    ulps: 1.5,
    special: [
      [Infinity, Infinity],
      [-Infinity, -2],
      [0, 0],
      [-1e-30, -1e-30],
      [-1e4, -2],
      [NaN, NaN],
    ],
  });

  test("has the gradient 1 at 0, whatever alpha is", () => {
    const x = variable(tensor([-1e4, 0, 1]));
    expect([...gradients(sum(celu(x, 0.5))).get(x)!.data]).toEqual([0, 1, 1]);
  });

  test("takes any finite alpha above 0", () => {
    for (const alpha of [0, -1, NaN, Infinity]) {
      const call = () => celu(tensor([1]), alpha);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`celu: alpha is ${alpha}, expected a finite number above 0`);
    }
  });
});
