import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { std, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { randomTensor } from "../helpers/random.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

function deviation(v: readonly number[]): number {
  const mean = v.reduce((a, b) => a + b, 0) / v.length;
  return Math.sqrt(v.reduce((a, b) => a + (b - mean) ** 2, 0) / v.length);
}

describe("std", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 10, 16],
    ]);
    expect(std(x, 1).toArray()).toEqual([1, 6]);
    expect(std(tensor([1, 5]), 0, true, 0).toArray()).toEqual([2]);
    expect(std(tensor([1]), 0).item()).toBeNaN();
  });

  reductionContract("std", {
    op: (x, axes, keepDims) => std(x, axes, keepDims, 0),
    reference: deviation,
    ints: "float32",
    nothing: NaN,
  });

  test("has the right gradients, 0 where all numbers are equal", () => {
    gradcheck((t) => std(t, 0), [randomTensor(5, 3)]);
    const x = variable(
      tensor([
        [2, 2, 2],
        [1, 2, 3],
      ]),
    );
    expect(
      gradients(sum(std(x, 1)))
        .get(x)!
        .toArray(),
    ).toEqual([
      [0, 0, 0],
      [-0.5, 0, 0.5],
    ]);
  });

  test("says which corrections there are", () => {
    for (const correction of [NaN, Infinity]) {
      const call = () => std(tensor([1, 2]), 0, false, correction);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`std: correction is ${correction}, expected a finite number`);
    }
  });
});
