import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { relu6, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("relu6", () => {
  test("works by hand", () => {
    expect(relu6(tensor([-2, 0, 3, 6, 7])).toArray()).toEqual([0, 0, 3, 6, 6]);
  });

  unaryContract({
    op: relu6,
    reference: (x) => Math.min(Math.max(x, 0), 6),
    low: -6,
    high: 5.9,
    ulps: 0,
    special: [
      [Infinity, 6],
      [-Infinity, 0],
      [0, 0],
      [NaN, NaN],
    ],
  });

  test("has the gradient 0 at 0 and at 6, and lets that of NaN through", () => {
    const x = variable(tensor([-1, 0, 3, 6, 7, NaN]));
    expect([...gradients(sum(relu6(x))).get(x)!.data]).toEqual([0, 0, 1, 0, 0, 1]);
  });
});
