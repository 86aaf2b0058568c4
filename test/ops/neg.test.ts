import { describe, expect, test } from "vitest";
import { neg } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("neg", () => {
  test("works by hand", () => {
    expect(
      neg(
        tensor([
          [1, -2],
          [0.5, 3],
        ]),
      ).toArray(),
    ).toEqual([
      [-1, 2],
      [-0.5, -3],
    ]);
  });

  unaryContract({
    op: neg,
    reference: (x) => -x,
    ulps: 0,
    ints: "int32",
    special: [
      [Infinity, -Infinity],
      [-Infinity, Infinity],
      [NaN, NaN],
      [3e38, -3e38],
    ],
  });

  test("wraps the lowest int32", () => {
    expect([...neg(tensor(Int32Array.of(-(2 ** 31), 5))).data]).toEqual([-(2 ** 31), -5]);
  });
});
