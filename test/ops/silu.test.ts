import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { silu, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("silu", () => {
  test("works by hand", () => {
    expect(silu(tensor([0, 1])).toArray()).toEqual([0, Math.fround(0.7310585786300049)]);
  });

  unaryContract({
    op: silu,
    reference: (x) => x / (1 + Math.exp(-x)),
    low: -20,
    high: 20,
    ulps: 4,
    special: [
      [0, 0],
      [Infinity, Infinity],
      [-Infinity, NaN],
      [1e4, 1e4],
      [-1e4, 0],
      [NaN, NaN],
    ],
  });

  test("has exact gradients far from 0, also at ±∞", () => {
    const x = variable(tensor([-Infinity, -1e4, 0, 1e4, Infinity, NaN]));
    expect([...gradients(sum(silu(x))).get(x)!.data]).toEqual([-0, -0, 0.5, 1, 1, NaN]);
  });
});
