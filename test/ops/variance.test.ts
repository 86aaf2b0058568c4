import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { variance } from "../../src/ops/index.ts";
import { full, tensor } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { noise, randomTensor } from "../helpers/random.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";

function spread(v: readonly number[], correction = 0): number {
  const mean = v.reduce((a, b) => a + b, 0) / v.length;
  return v.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(0, v.length - correction);
}

describe("variance", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 6, 11],
    ]);
    expect(variance(x, 1).toArray()).toEqual([1, 13]);
    expect(variance(x, 0).toArray()).toEqual([4.5, 8, 32]);
    expect(variance(x, 1, true, 0).toArray()).toEqual([[Math.fround(2 / 3)], [Math.fround(26 / 3)]]);
    expect(variance(tensor([1, 3]), 0, false, 1.5).item()).toBe(4);
  });

  reductionContract("variance", {
    op: (x, axes, keepDims) => variance(x, axes, keepDims, 0),
    reference: spread,
    ints: "float32",
    nothing: NaN,
  });

  test("corrects by 1 unless told otherwise", () => {
    const x = randomTensor(70, 9);
    const columns = Array.from({ length: 9 }, (_, n) => [...x.data].filter((_, i) => i % 9 === n));
    expectClose(
      variance(x, 0).data,
      columns.map((c) => spread(c, 1)),
      1e-6,
    );
    gradcheck((t) => variance(t, 0), [randomTensor(5, 3)]);
    gradcheck((t) => variance(t, 1, true, 3), [randomTensor(5, 6)]);
  });

  test("is NaN where too few numbers are left", () => {
    const x = variable(tensor([[3], [4]]));
    const y = variance(x, 1);
    expect(y.toArray()).toEqual([NaN, NaN]);
    expect(gradients(variance(variable(tensor([3])), 0)).size).toBe(1);
    expect(variance(tensor([1, 3]), 0, false, 2).item()).toBe(Infinity);
    expect(variance(tensor([1, Infinity, 3])).item()).toBeNaN();
  });

  test("is exactly 0 for equal numbers", () => {
    for (let n = 2; n < 200; n++) {
      expect(variance(full([n], 0.1)).item()).toBe(0);
      expect(variance(full([n, 3], 0.1), 0).toArray()).toEqual([0, 0, 0]);
    }
    expect(variance(full([10_000], 0.1)).item()).toBe(0);
  });

  // Of a block's mean of 10⁴ float32 keeps 10⁻³, whose square is 3 · 10⁻⁶ of this variance.
  test("is accurate far from 0", () => {
    const values = Float32Array.from({ length: 60_000 }, () => 10_000 + noise());
    const expected = spread([...values], 1);
    expectClose(variance(tensor(values)).data, [expected], 5e-6);
    const columns = variance(tensor(values, [20_000, 3]), 0).data;
    expectClose(
      columns,
      [0, 1, 2].map((n) =>
        spread(
          [...values].filter((_, i) => i % 3 === n),
          1,
        ),
      ),
      5e-6,
    );
  });

  test("says which corrections there are", () => {
    for (const correction of [NaN, Infinity]) {
      const call = () => variance(tensor([1, 2]), 0, false, correction);
      expect(call).toThrow(ValueError);
      expect(call).toThrow(`variance: correction is ${correction}, expected a finite number`);
    }
  });
});
