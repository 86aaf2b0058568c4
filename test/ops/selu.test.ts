import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { selu, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { Generator } from "../../src/tensor/generator.ts";
import { randn } from "../../src/tensor/random.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

describe("selu", () => {
  test("works by hand", () => {
    expect(selu(tensor([0, 1])).toArray()).toEqual([0, Math.fround(SCALE)]);
  });

  unaryContract({
    op: selu,
    reference: (x) => SCALE * (x > 0 ? x : ALPHA * Math.expm1(x)),
    low: -20,
    high: 20,
    ulps: 2.5,
    special: [
      [Infinity, Infinity],
      [-Infinity, -SCALE * ALPHA],
      [0, 0],
      [-1e4, -SCALE * ALPHA],
      [NaN, NaN],
    ],
  });

  test("has the gradient of its lower part at 0", () => {
    const x = variable(tensor([-1e4, 0, 1]));
    expect([...gradients(sum(selu(x))).get(x)!.data]).toEqual([0, Math.fround(SCALE * ALPHA), Math.fround(SCALE)]);
  });

  test("keeps the mean 0 and the variance 1 of normal numbers", () => {
    const y = Float64Array.from(selu(randn([100000], { generator: new Generator(5) })).data);
    const mean = y.reduce((total, v) => total + v, 0) / y.length;
    // Their standard errors are 0.003 and 0.005.
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(y.reduce((total, v) => total + (v - mean) ** 2, 0) / y.length - 1)).toBeLessThan(0.025);
  });
});
