import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { hardswish, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("hardswish", () => {
  test("works by hand", () => {
    expect(hardswish(tensor([-4, -3, 0, 1.5, 3, 4])).toArray()).toEqual([-0, -0, 0, 1.125, 3, 4]);
  });

  unaryContract({
    op: hardswish,
    reference: (x) => (x * Math.min(Math.max(Math.fround(x + 3), 0), 6)) / 6,
    low: -2.9,
    high: 2.9,
    ulps: 2,
    special: [
      [Infinity, Infinity],
      [-Infinity, NaN],
      [1e4, 1e4],
      [-1e4, 0],
      [3e38, 3e38],
      [NaN, NaN],
    ],
  });

  test("has the gradient of its outer parts at its corners", () => {
    const x = variable(tensor([-1e4, -4, -3, 0, 3, 4, Infinity]));
    expect([...gradients(sum(hardswish(x))).get(x)!.data]).toEqual([0, 0, 0, 0.5, 1, 1, 1]);
  });
});
