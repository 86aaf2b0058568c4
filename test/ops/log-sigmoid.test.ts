import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { logSigmoid, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("logSigmoid", () => {
  test("works by hand", () => {
    expect(logSigmoid(tensor([0, -1e4])).toArray()).toEqual([Math.fround(-Math.LN2), -1e4]);
  });

  unaryContract({
    op: logSigmoid,
    reference: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
    low: -80,
    high: 80,
    ulps: 3,
    special: [
      [Infinity, 0],
      [-Infinity, -Infinity],
      [1e4, 0],
      [-1e4, -1e4],
      [NaN, NaN],
    ],
  });

  test("has exact gradients far from 0, also at ±∞", () => {
    const x = variable(tensor([-Infinity, -1e4, 0, 1e4, Infinity, NaN]));
    expect([...gradients(sum(logSigmoid(x))).get(x)!.data]).toEqual([1, 1, 0.5, 0, 0, NaN]);
  });
});
