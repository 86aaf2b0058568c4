import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { glu } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";
import { indexOf } from "../helpers/reference.ts";

describe("glu", () => {
  test("works by hand", () => {
    expect(glu(tensor([1, 2, 0, 100])).toArray()).toEqual([0.5, 2]);
    expect(
      glu(
        tensor([
          [3, 4],
          [0, -200],
        ]),
        0,
      ).toArray(),
    ).toEqual([[1.5, 0]]);
  });

  test.each([
    [[6], 0],
    [[3, 8], -1],
    [[4, 3], 0],
    [[2, 6, 5], 1],
    [[2, 3, 1, 34], 3],
  ])("agrees with float64 for %j along axis %i", (shape, axis) => {
    const x = randomTensor(...shape);
    const along = axis < 0 ? axis + shape.length : axis;
    const N = shape[along]! / 2;
    const half = shape.map((n, i) => (i === along ? N : n));
    const y = glu(x, axis);
    expect(y.shape).toEqual(half);
    const at = (index: readonly number[]) => x.data[index.reduce((flat, i, k) => flat * shape[k]! + i, 0)]!;
    const expected = Array.from(y.data, (_, i) => {
      const index = indexOf(i, half);
      const gate = at(index.map((j, k) => (k === along ? j + N : j)));
      return at(index) / (1 + Math.exp(-gate));
    });
    expectClose(y.data, expected, 2 ** -22);
    gradcheck((v) => glu(v, axis), [x]);
    expectNoLeaks((v) => glu(v, axis), [x]);
  });

  test("takes int32, zero sizes and the limits of float32", () => {
    expect(glu(tensor(Int32Array.of(3, 0))).toArray()).toEqual([1.5]);
    expect(glu(zeros([0, 4])).shape).toEqual([0, 2]);
    expect(glu(zeros([2, 0])).shape).toEqual([2, 0]);
    expect(glu(tensor([Infinity, NaN, 3, Infinity, 0, -Infinity])).toArray()).toEqual([Infinity, NaN, 0]);
  });

  test("says what does not fit", () => {
    expect(() => glu(zeros([2, 3]))).toThrow(ShapeError);
    expect(() => glu(zeros([2, 3]))).toThrow("glu: x is [2, 3], expected an even size along axis 1");
    expect(() => glu(zeros([2, 4]), 2)).toThrow("glu: axis is 2, expected a whole number from -2 to 1");
    expect(() => glu(zeros([]))).toThrow(ShapeError);
  });
});
