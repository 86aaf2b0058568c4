import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { sum, tanhshrink } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("tanhshrink", () => {
  test("works by hand", () => {
    expect(tanhshrink(tensor([0, 2])).data[1]).toBeCloseTo(2 - Math.tanh(2), 6);
  });

  unaryContract({
    op: tanhshrink,
    reference: (x) => x - Math.tanh(x),
    low: 2,
    high: 20,
    ulps: 2,
    special: [
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [0, 0],
      [1e4, 9999],
      [-1e4, -9999],
      [NaN, NaN],
    ],
  });

  test("is exact to 2⁻²³ of x near 0", () => {
    const x = Float32Array.from({ length: 999 }, (_, i) => (i + 1) / 1000);
    tanhshrink(tensor(x)).data.forEach((y, i) => {
      expect(Math.abs(y - (x[i]! - Math.tanh(x[i]!)))).toBeLessThanOrEqual(x[i]! * 2 ** -23);
    });
  });

  test("has a gradient with all digits near 0", () => {
    const x = variable(tensor([0, 2 ** -20, Infinity, NaN]));
    expect([...gradients(sum(tanhshrink(x))).get(x)!.data]).toEqual([0, 2 ** -40, 1, NaN]);
  });
});
