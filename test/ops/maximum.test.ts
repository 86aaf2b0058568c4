import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { maximum, mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { binaryContract } from "../helpers/binary-contract.ts";

describe("maximum", () => {
  test("works by hand", () => {
    expect(
      maximum(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([2, 3]),
      ).toArray(),
    ).toEqual([
      [2, 3],
      [3, 4],
    ]);
  });

  binaryContract("maximum", {
    op: maximum,
    reference: (a, b) => Math.max(a, b),
    ulps: 0,
    ints: (a, b) => Math.max(a, b),
  });

  test("gives equal operands half of the gradient each", () => {
    const a = variable(tensor([1, 2, 3]));
    const b = variable(tensor([3, 2, 1]));
    const grads = gradients(sum(mul(maximum(a, b), tensor([2, 4, 8]))));
    expect(grads.get(a)!.toArray()).toEqual([0, 2, 8]);
    expect(grads.get(b)!.toArray()).toEqual([2, 2, 0]);
  });

  test("gives both operands the gradient of NaN", () => {
    const a = variable(tensor([NaN, 1]));
    const b = variable(tensor([1, NaN]));
    const grads = gradients(sum(maximum(a, b)));
    expect(grads.get(a)!.toArray()).toEqual([1, 1]);
    expect(grads.get(b)!.toArray()).toEqual([1, 1]);
  });
});
