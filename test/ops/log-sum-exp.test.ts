import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { logSumExp } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

function reference(v: readonly number[]): number {
  const top = v.reduce((a, b) => Math.max(a, b), -Infinity);
  return v.length === 0 ? -Infinity : top + Math.log(v.reduce((a, b) => a + Math.exp(b - top), 0));
}

describe("logSumExp", () => {
  test("works by hand", () => {
    expectClose(logSumExp(tensor([0, Math.log(2), Math.log(5)])).data, [Math.log(8)], 1e-7);
    expect(logSumExp(tensor([[3], [4]]), 1).toArray()).toEqual([3, 4]);
  });

  reductionContract("logSumExp", { op: logSumExp, reference, ints: "float32", nothing: -Infinity });

  test("is safe for numbers of any size", () => {
    expect(logSumExp(tensor([1000, -1000])).item()).toBe(1000);
    expect(logSumExp(tensor([-1000, -1000])).item()).toBe(Math.fround(-1000 + Math.LN2));
    expect(logSumExp(tensor([-3e38, 3e38])).item()).toBe(Math.fround(3e38));
  });

  test("knows infinities and NaN", () => {
    expect(logSumExp(tensor([-Infinity, -Infinity])).item()).toBe(-Infinity);
    expect(logSumExp(tensor([-Infinity, 2, -Infinity])).item()).toBe(2);
    expect(logSumExp(tensor([1, Infinity, -Infinity])).item()).toBe(Infinity);
    for (const bad of [
      [NaN, 1],
      [1, 2, 3, 4, NaN],
      [NaN, Infinity],
      [-Infinity, NaN],
    ])
      expect(logSumExp(tensor(bad)).item()).toBeNaN();
  });

  test("gives what is masked no gradient", () => {
    const x = variable(tensor([-Infinity, 0, 0]));
    expect(gradients(logSumExp(x)).get(x)!.toArray()).toEqual([0, 0.5, 0.5]);
  });
});
