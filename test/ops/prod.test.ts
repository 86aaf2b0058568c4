import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { prod, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

describe("prod", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(prod(x).item()).toBe(720);
    expect(prod(x, 0).toArray()).toEqual([4, 10, 18]);
    expect(prod(x, 1, true).toArray()).toEqual([[6], [120]]);
  });

  // Whole numbers are those of int32, whose products wrap.
  const product = (v: readonly number[]) =>
    v.every(Number.isInteger) ? v.reduce((a, b) => Math.imul(a, b), 1) : v.reduce((a, b) => a * b, 1);
  reductionContract("prod", { op: prod, reference: product, ints: "int32", nothing: 1 });

  test("wraps int32", () => {
    expect(prod(tensor(Int32Array.of(2 ** 16, 2 ** 15, 3))).item()).toBe(-(2 ** 31));
  });

  test("has the right gradients at zeros", () => {
    const x = variable(
      tensor([
        [2, 3, 4],
        [0, 3, 4],
        [2, 0, 4],
        [0, 3, 0],
        [0, 0, 0],
      ]),
    );
    expect(
      gradients(sum(prod(x, 1)))
        .get(x)!
        .toArray(),
    ).toEqual([
      [12, 8, 6],
      [12, 0, 0],
      [0, 8, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    for (const zero of [
      [1, 0, 2, 3],
      [0, 2, 0, 3],
    ])
      gradcheck((t) => prod(t), [tensor(zero)]);
  });

  test("has gradients of nothing", () => {
    const x = variable(zeros([2, 0]));
    expect(gradients(sum(prod(x, 1))).get(x)!.shape).toEqual([2, 0]);
  });
});
