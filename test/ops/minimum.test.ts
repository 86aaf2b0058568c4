import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { minimum, mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { binaryContract } from "../helpers/binary-contract.ts";

describe("minimum", () => {
  test("works by hand", () => {
    expect(
      minimum(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([2, 3]),
      ).toArray(),
    ).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });

  binaryContract("minimum", {
    op: minimum,
    reference: (a, b) => Math.min(a, b),
    ulps: 0,
    ints: (a, b) => Math.min(a, b),
  });

  test("gives equal operands half of the gradient each", () => {
    const a = variable(tensor([1, 2, 3]));
    const b = variable(tensor([3, 2, 1]));
    const grads = gradients(sum(mul(minimum(a, b), tensor([2, 4, 8]))));
    expect(grads.get(a)!.toArray()).toEqual([2, 2, 0]);
    expect(grads.get(b)!.toArray()).toEqual([0, 2, 8]);
  });

  test("gives both operands the gradient of NaN", () => {
    const a = variable(tensor([NaN, 1]));
    const b = variable(tensor([1, NaN]));
    const grads = gradients(sum(minimum(a, b)));
    expect(grads.get(a)!.toArray()).toEqual([1, 1]);
    expect(grads.get(b)!.toArray()).toEqual([1, 1]);
  });
});
