import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { sqrt, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("sqrt", () => {
  test("works by hand", () => {
    expect(sqrt(tensor([0, 4, 9])).toArray()).toEqual([0, 2, 3]);
  });

  unaryContract({
    op: sqrt,
    reference: Math.sqrt,
    low: 0.2,
    high: 50,
    ulps: 0.5,
    special: [
      [0, 0],
      [4, 2],
      [-1, NaN],
      [-Infinity, NaN],
      [Infinity, Infinity],
      [NaN, NaN],
      [2 ** -148, 2 ** -74],
    ],
  });

  test("has an infinite gradient at 0", () => {
    const x = variable(tensor([0, 4]));
    expect(
      gradients(sum(sqrt(x)))
        .get(x)!
        .toArray(),
    ).toEqual([Infinity, 0.25]);
  });
});
