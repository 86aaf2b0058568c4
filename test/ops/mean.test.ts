import { describe, expect, test } from "vitest";
import { mean } from "../../src/ops/index.ts";
import { full, tensor } from "../../src/tensor/creation.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

describe("mean", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 9],
    ]);
    expect(mean(x).item()).toBe(4);
    expect(mean(x, 0).toArray()).toEqual([2.5, 3.5, 6]);
    expect(mean(x, 1, true).toArray()).toEqual([[2], [6]]);
  });

  const average = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  reductionContract("mean", { op: mean, reference: average, ints: "float32", nothing: NaN });

  test("is exact for equal whole numbers", () => {
    for (let n = 1; n < 200; n++) expect(mean(full([n], 3)).item()).toBe(3);
  });

  test("does not wrap int32", () => {
    expect(mean(tensor(Int32Array.of(2 ** 30, 2 ** 30, 2 ** 30))).item()).toBe(2 ** 30);
  });
});
