import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { min, mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

describe("min", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 7, 3],
      [4, 5, Infinity],
    ]);
    expect(min(x).item()).toBe(1);
    expect(min(x, 0).toArray()).toEqual([1, 5, 3]);
    expect(min(x, 1, true).toArray()).toEqual([[1], [4]]);
    expect(min(tensor([Infinity, Infinity])).item()).toBe(Infinity);
    expect(min(tensor(Int32Array.of(2 ** 31 - 1, -(2 ** 31)))).item()).toBe(-(2 ** 31));
  });

  reductionContract("min", { op: min, reference: (v) => v.reduce((a, b) => Math.min(a, b), Infinity), ints: "int32" });

  test("shares the gradient among equals", () => {
    const x = variable(
      tensor([
        [1, 5, 1, 1],
        [4, 2, 2, 6],
      ]),
    );
    const grads = gradients(sum(mul(min(x, 1), tensor([3, 1]))));
    expect(grads.get(x)!.toArray()).toEqual([
      [1, 0, 1, 1],
      [0, 0.5, 0.5, 0],
    ]);
  });
});
