import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { softsign, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("softsign", () => {
  test("works by hand", () => {
    expect(softsign(tensor([-3, -1, 0, 1, 3])).toArray()).toEqual([-0.75, -0.5, 0, 0.5, 0.75]);
  });

  unaryContract({
    op: softsign,
    reference: (x) => x / (1 + Math.abs(x)),
    ulps: 1.5,
    special: [
      [Infinity, NaN],
      [-Infinity, NaN],
      [0, 0],
      [1e30, 1],
      [2 ** -140, 2 ** -140],
      [NaN, NaN],
    ],
  });

  test("has exact gradients far from 0, where squares overflow, and its kinkless 1 at 0", () => {
    const x = variable(tensor([-3, -0, 0, 1, 1e30]));
    expect([...gradients(sum(softsign(x))).get(x)!.data]).toEqual([0.0625, 1, 1, 0.25, 0]);
  });
});
