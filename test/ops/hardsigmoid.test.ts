import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { hardsigmoid, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("hardsigmoid", () => {
  test("works by hand", () => {
    expect(hardsigmoid(tensor([-4, -3, 0, 1.5, 3, 4])).toArray()).toEqual([0, 0, 0.5, 0.75, 1, 1]);
  });

  unaryContract({
    op: hardsigmoid,
    reference: (x) => Math.min(Math.max(Math.fround(x + 3), 0), 6) / 6,
    low: -2.9,
    high: 2.9,
    ulps: 1.5,
    special: [
      [Infinity, 1],
      [-Infinity, 0],
      [1e4, 1],
      [-1e4, 0],
      [NaN, NaN],
    ],
  });

  test("has the gradient 0 at its corners", () => {
    const x = variable(tensor([-4, -3, 0, 3, 4]));
    expect([...gradients(sum(hardsigmoid(x))).get(x)!.data]).toEqual([0, 0, Math.fround(1 / 6), 0, 0]);
  });
});
