import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { log, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("log", () => {
  test("works by hand", () => {
    expect(log(tensor([1, Math.E])).toArray()).toEqual([0, 1]);
  });

  unaryContract({
    op: log,
    reference: Math.log,
    low: 0.2,
    high: 50,
    ulps: 1,
    special: [
      [1, 0],
      [0, -Infinity],
      [-0, -Infinity],
      [-1, NaN],
      [-Infinity, NaN],
      [Infinity, Infinity],
      [NaN, NaN],
      [2 ** -149, Math.log(2 ** -149)],
      [3e38, Math.log(3e38)],
    ],
  });

  test("has an infinite gradient at 0", () => {
    const x = variable(tensor([0, 4]));
    expect(
      gradients(sum(log(x)))
        .get(x)!
        .toArray(),
    ).toEqual([Infinity, 0.25]);
  });
});
