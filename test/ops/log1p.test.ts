import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { log1p, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("log1p", () => {
  test("works by hand", () => {
    expect(log1p(tensor([0, 1, 1e-20])).toArray()).toEqual([0, Math.fround(Math.LN2), Math.fround(1e-20)]);
  });

  unaryContract({
    op: log1p,
    reference: Math.log1p,
    low: -0.7,
    high: 20,
    ulps: 1.4,
    special: [
      [0, 0],
      [-1, -Infinity],
      [-1.5, NaN],
      [-Infinity, NaN],
      [Infinity, Infinity],
      [NaN, NaN],
      [-(2 ** -149), -(2 ** -149)],
      [3e38, Math.log1p(3e38)],
    ],
  });

  test("has an infinite gradient at −1", () => {
    const x = variable(tensor([-1, 3]));
    expect(
      gradients(sum(log1p(x)))
        .get(x)!
        .toArray(),
    ).toEqual([Infinity, 0.25]);
  });
});
