import { describe, expect, test } from "vitest";
import { erf } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { erf as reference } from "../helpers/erf.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("erf", () => {
  test("works by hand", () => {
    expect(erf(tensor([0, 2, -4])).toArray()).toEqual([0, Math.fround(0.9953222650189527), -1]);
  });

  unaryContract({
    op: erf,
    reference,
    ulps: 1.2,
    special: [
      [0, 0],
      [-Infinity, -1],
      [Infinity, 1],
      [3.93, 1],
      [1e30, 1],
      [NaN, NaN],
      [2, 0.9953222650189527],
    ],
  });
});
