import { describe, expect, test } from "vitest";
import { sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";
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

  // Blocks of 4,096 in four lanes: an error of each about 2⁻²⁴ √(1024), where one running sum has 2⁻²⁴ · 10⁶.
  test("is accurate over a million numbers", () => {
    const values = Float32Array.from({ length: 1e6 }, () => 1 + noise());
    const wanted = values.reduce((a, b) => a + b, 0);
    expectClose(sum(tensor(values)).data, [wanted], 2e-6);
    expectClose(sum(tensor(values, [1000, 1000]), 0).data, columnSums(values, 1000), 2e-6);
  });

  test("gives the same bits in any partition", () => {
    const [L, R, N] = [7, 200, 37];
    runCase({ kernel: "sum_rows", args: [{ length: 3 * L }, { length: L * 10_000 }, 10_000, 4096], items: 3 * L });
    const parts = { length: L * 4 * N };
    runCase({ kernel: "sum_columns", args: [parts, { length: L * R * N }, R, N, 64], items: parts.length });
  });
});

function columnSums(values: Float32Array, N: number): Float64Array {
  const sums = new Float64Array(N);
  values.forEach((v, i) => (sums[i % N]! += v));
  return sums;
}
