import { describe, expect, test } from "vitest";
import { sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

describe("sum", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(sum(x).item()).toBe(21);
    expect(sum(x, 0).toArray()).toEqual([5, 7, 9]);
    expect(sum(x, 1, true).toArray()).toEqual([[6], [15]]);
  });

  reductionContract("sum", { op: sum, reference: (v) => v.reduce((a, b) => a + b, 0), ints: "int32", nothing: 0 });

  test("wraps int32", () => {
    expect(sum(tensor(Int32Array.of(2 ** 31 - 1, 1, 1))).item()).toBe(-(2 ** 31) + 1);
  });
});
