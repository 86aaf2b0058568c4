import { describe, expect, test } from "vitest";

import { square } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("square", () => {
  test("works by hand", () => {
    expect(square(tensor([3, -0.5])).toArray()).toEqual([9, 0.25]);
  });

  unaryContract({
    op: square,
    reference: (x) => x * x,

    ulps: 0.5,
    ints: "int32",
    special: [
      [0, 0],
      [1e30, Infinity],
      [Infinity, Infinity],
      [-Infinity, Infinity],
      [NaN, NaN],
    ],
  });

  test("wraps int32", () => {
    expect([...square(tensor(Int32Array.of(65537, -3))).data]).toEqual([131073, 9]);
  });
});
