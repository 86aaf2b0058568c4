import { describe, expect, test } from "vitest";

import { sign } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("sign", () => {
  test("works by hand", () => {
    expect(sign(tensor([3, -0.5, 0])).toArray()).toEqual([1, -1, 0]);
  });

  unaryContract({
    op: sign,
    reference: Math.sign,

    ulps: 0,
    ints: "int32",
    special: [
      [0, 0],
      [2 ** -149, 1],
      [Infinity, 1],
      [-Infinity, -1],
      [NaN, 0],
    ],
  });

  test("takes int32 of either sign", () => {
    expect([...sign(tensor(Int32Array.of(-(2 ** 31), -5, 0, 7))).data]).toEqual([-1, -1, 0, 1]);
  });
});
