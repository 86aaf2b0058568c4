import { describe, expect, test } from "vitest";
import { nonzero } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";

describe("nonzero", () => {
  test("finds the indices of what is not 0, in order", () => {
    const y = nonzero(tensor([[0, 1.5, 0], [2, -0, NaN]])); // prettier-ignore
    expect([y.dtype, y.toArray()]).toEqual(["int32", [[0, 1], [1, 0], [1, 2]]]); // prettier-ignore
    expect(nonzero(tensor(Int32Array.of(0, 7, -1))).toArray()).toEqual([[1], [2]]);
    const three = zeros([2, 2, 2]).data.map((_, i) => Number(i === 3 || i === 6));
    expect(nonzero(tensor(three, [2, 2, 2])).toArray()).toEqual([[0, 1, 1], [1, 1, 0]]); // prettier-ignore
  });

  test("gives no rows for zeros, and no columns for a number", () => {
    expect(nonzero(zeros([3, 2])).shape).toEqual([0, 2]);
    expect(nonzero(zeros([0, 2])).shape).toEqual([0, 2]);
    expect(nonzero(tensor(7)).shape).toEqual([1, 0]);
    expect(nonzero(tensor(0)).shape).toEqual([0, 0]);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => nonzero(x!), [ones([3, 4])]);
  });
});
