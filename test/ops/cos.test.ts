import { describe, expect, test } from "vitest";

import { cos } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("cos", () => {
  test("works by hand", () => {
    expect(cos(tensor([0, Math.fround(Math.PI)])).toArray()).toEqual([1, -1]);
  });

  unaryContract({
    op: cos,
    reference: Math.cos,
    low: -20,
    high: 20,
    ulps: 1.6,

    special: [
      [0, 1],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [2 ** 23, Math.cos(2 ** 23)],
      [-(2 ** 127), Math.cos(2 ** 127)],
    ],
  });
});
