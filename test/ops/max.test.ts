import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { max, mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

describe("max", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 7, 3],
      [4, 5, -Infinity],
    ]);
    expect(max(x).item()).toBe(7);
    expect(max(x, 0).toArray()).toEqual([4, 7, 3]);
    expect(max(x, 1, true).toArray()).toEqual([[7], [5]]);
    expect(max(tensor([-Infinity, -Infinity])).item()).toBe(-Infinity);
  });

  reductionContract("max", { op: max, reference: (v) => v.reduce((a, b) => Math.max(a, b), -Infinity), ints: "int32" });

  test("shares the gradient among equals", () => {
    const x = variable(
      tensor([
        [5, 1, 5, 5],
        [2, 4, 4, 0],
      ]),
    );
    expect(
      gradients(sum(mul(max(x, 1), tensor([3, 1]))))
        .get(x)!
        .toArray(),
    ).toEqual([
      [1, 0, 1, 1],
      [0, 0.5, 0.5, 0],
    ]);
  });

  test("shares it across axes that do not lie together", () => {
    const x = variable(tensor([1, 3, 2, 3, 3, 0, 3, 1], [2, 2, 2]));
    const grads = gradients(sum(max(x, [0, 2])));
    expect(grads.get(x)!.toArray()).toEqual([
      [
        [0, 0.5],
        [0, 0.5],
      ],
      [
        [0.5, 0],
        [0.5, 0],
      ],
    ]);
  });

  test("sends the gradient of NaN to NaN", () => {
    const x = variable(tensor([1, NaN, 3]));
    expect(gradients(max(x)).get(x)!.toArray()).toEqual([0, 1, 0]);
  });
});
