import { describe, expect, test } from "vitest";

import { sinh } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("sinh", () => {
  test("works by hand", () => {
    expect(sinh(tensor([0, 2])).toArray()).toEqual([0, Math.fround(Math.sinh(2))]);
  });

  unaryContract({
    op: sinh,
    reference: Math.sinh,

    ulps: 2.3,

    special: [
      [0, 0],
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [NaN, NaN],
      [89.42, Infinity],
      [-200, -Infinity],
      [-(2 ** -149), -(2 ** -149)],
    ],
  });
});
