import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { allClose } from "../../src/tensor/all-close.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";

describe("allClose", () => {
  test("allows a part of b, and something besides", () => {
    const b = tensor([100, -100]);
    expect(allClose(tensor([100.0005, -100]), b)).toBe(true);
    expect(allClose(tensor([100, -100.01]), b)).toBe(false);
    expect(allClose(tensor([100, -100.01]), b, { relativeTolerance: 1e-3 })).toBe(true);
    expect(allClose(tensor([100, -100.01]), b, { absoluteTolerance: 0.02, relativeTolerance: 0 })).toBe(true);
    expect(allClose(tensor([1e-7]), tensor([0]))).toBe(false);
    expect(allClose(tensor([1e-9]), tensor([0]))).toBe(true);
  });

  test("measures by b, not by a", () => {
    const options = { relativeTolerance: 0.1, absoluteTolerance: 0 };
    expect(allClose(tensor([90]), tensor([100]), options)).toBe(true);
    expect(allClose(tensor([100]), tensor([90]), options)).toBe(false);
  });

  test("has infinities close to themselves alone", () => {
    const x = tensor([Infinity, -Infinity]);
    expect(allClose(x, x)).toBe(true);
    expect(allClose(tensor([Infinity, Infinity]), x)).toBe(false);
    expect(allClose(tensor([1, -Infinity]), x)).toBe(false);
    expect(allClose(tensor([Infinity]), tensor([1]), { relativeTolerance: 1e30 })).toBe(false);
  });

  test("has NaN close to nothing, unless asked", () => {
    const x = tensor([NaN, 1]);
    expect(allClose(x, x)).toBe(false);
    expect(allClose(x, x, { equalNaN: true })).toBe(true);
    expect(allClose(x, tensor([1, 1]), { equalNaN: true })).toBe(false);
    expect(allClose(tensor([1, 1]), x, { equalNaN: true })).toBe(false);
  });

  test("broadcasts, and takes int32", () => {
    const x = tensor([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(allClose(x, tensor(Int32Array.of(1, 2, 3)))).toBe(true);
    expect(allClose(tensor([[1], [2]]), tensor([1, 2]))).toBe(false);
    expect(allClose(tensor([[1], [1]]), tensor([1, 1, 1]))).toBe(true);
    expect(
      allClose(
        tensor([[1], [2]]),
        tensor([
          [1, 1],
          [2, 2],
        ]),
      ),
    ).toBe(true);
    expect(allClose(tensor(5), tensor([[5], [5.1]]))).toBe(false);
  });

  test("holds for nothing at all", () => {
    expect(allClose(zeros([0, 3]), zeros([3]))).toBe(true);
  });

  test("says which shapes do not fit", () => {
    expect(() => allClose(zeros([2]), zeros([3]))).toThrow(ShapeError);
    expect(() => allClose(zeros([2]), zeros([3]))).toThrow("allClose: b is [3], expected a shape that broadcasts");
  });
});
