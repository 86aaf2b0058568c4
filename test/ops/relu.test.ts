import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { relu, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("relu", () => {
  test("works by hand", () => {
    expect(
      relu(
        tensor([
          [1, -2],
          [0, 3],
        ]),
      ).toArray(),
    ).toEqual([
      [1, 0],
      [0, 3],
    ]);
  });

  unaryContract({
    op: relu,
    reference: (x) => Math.max(x, 0),
    ulps: 0,
    special: [
      [Infinity, Infinity],
      [-Infinity, 0],
      [0, 0],
      [NaN, NaN],
    ],
  });

  test("has the gradient 0 at 0, and lets that of NaN through", () => {
    const x = variable(tensor([0, NaN, 1, -1]));
    expect(
      gradients(sum(relu(x)))
        .get(x)!
        .toArray(),
    ).toEqual([0, 1, 1, 0]);
  });
});
