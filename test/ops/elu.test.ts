import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { elu, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("elu", () => {
  test("works by hand", () => {
    expect(elu(tensor([0, 1, -1e4])).toArray()).toEqual([0, 1, -1]);
    expect(elu(tensor([-1e4, 2]), 0.5).toArray()).toEqual([-0.5, 2]);
  });

  unaryContract({
    op: elu,
    reference: (x) => (x > 0 ? x : Math.expm1(x)),
    low: -20,
    high: 20,
    ulps: 1.5,
    special: [
      [Infinity, Infinity],
      [-Infinity, -1],
      [0, 0],
      [-1e-30, -1e-30],
      [1e4, 1e4],
      [-1e4, -1],
      [NaN, NaN],
    ],
  });

  test("has exact gradients far from 0, and alpha at 0", () => {
    const x = variable(tensor([-Infinity, -1e4, 0, 1, Infinity]));
    expect([...gradients(sum(elu(x, 0.5))).get(x)!.data]).toEqual([0, 0, 0.5, 1, 1]);
    gradcheck((v) => elu(v, -2), [tensor([-1, 0.5, 2])]);
  });

  test("takes any finite alpha, and no other", () => {
    expect(elu(tensor([-3, 3]), 0).data.map(Math.abs)).toEqual(Float32Array.of(0, 3));
    for (const alpha of [NaN, Infinity]) {
      const call = () => elu(tensor([1]), alpha);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`elu: alpha is ${alpha}, expected a finite number`);
    }
  });
});
