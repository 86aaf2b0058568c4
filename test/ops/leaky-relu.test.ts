import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { leakyRelu, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("leakyRelu", () => {
  test("works by hand", () => {
    expect(
      leakyRelu(
        tensor([
          [1, -2],
          [0, 3],
        ]),
        0.5,
      ).toArray(),
    ).toEqual([
      [1, -1],
      [0, 3],
    ]);
  });

  unaryContract({
    op: (x) => leakyRelu(x),
    reference: (x) => (x < 0 ? Math.fround(0.01) * x : x),
    ulps: 0.5,
    special: [
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [0, 0],
      [NaN, NaN],
    ],
  });

  test("has the slope as its gradient at 0", () => {
    const x = variable(tensor([0, -1, 1]));
    expect(
      gradients(sum(leakyRelu(x, 0.25)))
        .get(x)!
        .toArray(),
    ).toEqual([0.25, 0.25, 1]);
  });

  test("takes any finite slope, and no other", () => {
    gradcheck((x) => leakyRelu(x, -2), [tensor([-1, 0.5, 2])]);
    for (const slope of [NaN, Infinity]) {
      const call = () => leakyRelu(tensor([1]), slope);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`leakyRelu: slope is ${slope}, expected a finite number`);
    }
  });
});
