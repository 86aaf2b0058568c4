import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { cumprod, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { axisContract } from "../helpers/axis-contract.ts";

function running(values: readonly number[]): number[] {
  let product = 1;
  return values.map((v) => (product *= v));
}

describe("cumprod", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 2, 3, 4, 5],
      [2, 2, 0, 2, 2],
    ]);
    expect(cumprod(x).toArray()).toEqual([
      [1, 2, 6, 24, 120],
      [2, 4, 0, 0, 0],
    ]);
    expect(cumprod(x, 0).toArray()).toEqual([
      [1, 2, 3, 4, 5],
      [2, 4, 0, 8, 10],
    ]);
  });

  axisContract("cumprod", { op: cumprod, reference: running, size: 2 });

  test("wraps int32, and stays int32", () => {
    const y = cumprod(tensor(Int32Array.of(2 ** 16, 2 ** 15, 3)));
    expect([y.dtype, ...y.data]).toEqual(["int32", 2 ** 16, -(2 ** 31), -(2 ** 31)]);
  });

  test("has the right gradients at zeros", () => {
    const x = variable(tensor([2, 0, 3, 0, 1]));
    // As PyTorch: 1, then 2 + 2 · 3, and what stands behind a zero does not count.
    expect(
      gradients(sum(cumprod(x)))
        .get(x)!
        .toArray(),
    ).toEqual([1, 8, 0, 0, 0]);
    for (const values of [
      [0, 2, 3],
      [1, 0, 2, 3],
      [0, 0, 2, 1],
      [2, 1, 0],
    ]) {
      gradcheck((t) => cumprod(t), [tensor(values)]);
      gradcheck((t) => cumprod(t, 0), [tensor(values, [values.length, 1])]);
    }
  });
});
