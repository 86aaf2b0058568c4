import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { abs, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("abs", () => {
  test("works by hand", () => {
    expect(abs(tensor([3, -0.5])).toArray()).toEqual([3, 0.5]);
  });

  unaryContract({
    op: abs,
    reference: Math.abs,

    ulps: 0,
    ints: "int32",
    special: [
      [0, 0],
      [Infinity, Infinity],
      [-Infinity, Infinity],
      [NaN, NaN],
    ],
  });

  test("has the gradient 0 at 0", () => {
    const x = variable(tensor([0, -2, 3]));
    expect(
      gradients(sum(abs(x)))
        .get(x)!
        .toArray(),
    ).toEqual([0, -1, 1]);
  });

  test("wraps the lowest int32", () => {
    expect([...abs(tensor(Int32Array.of(-(2 ** 31), -5, 5, 0))).data]).toEqual([-(2 ** 31), 5, 5, 0]);
  });

  test("takes the sign from zeros", () => {
    expect(Object.is(abs(tensor([-0])).item(), 0)).toBe(true);
  });
});
