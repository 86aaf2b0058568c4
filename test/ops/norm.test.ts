import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { norm, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";
import { reductionContract } from "../helpers/reduction-contract.ts";
import { groupsOf } from "../helpers/reference.ts";

const ORDERS = [0, 0.5, 1, 1.5, 2, 3, -1, -2, Infinity, -Infinity];

function reference(p: number, v: readonly number[]): number {
  const sizes = v.map(Math.abs);
  if (p === Infinity) return sizes.reduce((a, b) => Math.max(a, b), 0);
  if (p === -Infinity) return sizes.reduce((a, b) => Math.min(a, b), Infinity);
  if (p === 0) return sizes.filter((s) => s !== 0).length;
  return sizes.reduce((a, b) => a + b ** p, 0) ** (1 / p);
}

describe("norm", () => {
  test("works by hand", () => {
    const x = tensor([
      [3, -4, 0],
      [1, 2, -2],
    ]);
    expect(norm(x, 2, 1).toArray()).toEqual([5, 3]);
    expect(norm(x).item()).toBe(Math.fround(Math.sqrt(34)));
    expect(norm(x, 1, 1, true).toArray()).toEqual([[7], [5]]);
    expect(norm(x, 0, 1).toArray()).toEqual([2, 3]);
    expect(norm(x, Infinity, 0).toArray()).toEqual([3, 4, 2]);
    expect(norm(x, -Infinity, 0).toArray()).toEqual([1, 2, 0]);
  });

  describe.each([1, 2])("of order %d", (p) => {
    reductionContract("norm", {
      op: (x, axes, keepDims) => norm(x, p, axes, keepDims),
      reference: (v) => reference(p, v),
      ints: "float32",
      nothing: 0,
    });
  });

  test.each([Infinity, -Infinity])("of order %d is that of the loop, and of nothing an error", (p) => {
    const x = randomTensor(7, 65);
    const rows = Array.from({ length: 7 }, (_, i) => [...x.data.subarray(i * 65, (i + 1) * 65)]);
    expect(norm(x, p, 1).toArray()).toEqual(rows.map((row) => reference(p, row)));
    expect(norm(tensor([1, NaN, 3]), p).item()).toBeNaN();
    expect(() => norm(zeros([0, 3]), p, 0)).toThrow(ShapeError);
    expect(() => norm(zeros([0, 3]), p, 0)).toThrow("norm: x is [0, 3], expected at least one element along the axes");
  });

  test.each([0, 0.5, 1.5, 3])("of order %d is that of the formula for any axes", (p) => {
    const x = randomTensor(3, 70, 5);
    const expected = groupsOf(x.shape, [0, 2]).map((group) =>
      reference(
        p,
        group.map((i) => x.data[i]!),
      ),
    );
    expectClose(norm(x, p, [0, 2]).data, expected, 1e-6);
    expect(norm(tensor(Int32Array.of(3, 0, -4)), p).dtype).toBe("float32");
    expect(norm(zeros([2, 0]), p, 1).toArray()).toEqual([0, 0]);
    expectNoLeaks((t) => norm(t, p, [0, 2]), [zeros([2, 3, 4], "int32")]);
  });

  test.each([-1, -2])("of order %d is that of the formula", (p) => {
    const values = [0.5, -2, 3, 1];
    expect(norm(tensor(values), p).item()).toBeCloseTo(reference(p, values), 6);
    expect(norm(tensor([0, 1]), p).item()).toBe(0);
    expect(() => norm(zeros([0]), p)).toThrow(ShapeError);
  });

  test.each([0.5, 1.5, 3, -2])("of order %d keeps its digits where powers are large or small", (p) => {
    for (const size of [1e10, 1e-10]) {
      const values = [1.1, -2.3, 3.7, 0.9].map((v) => Math.fround(v * size));
      expectClose(norm(tensor(values), p).data, [reference(p, values)], 2 ** -20);
    }
  });

  test.each(ORDERS.filter((p) => p !== 0))("of order %d has the right gradients", (p) => {
    const x = tensor([
      [0.7, -1.1, 2],
      [-0.4, 0.9, 1.5],
    ]);
    for (const axes of [undefined, 0, 1] as const) gradcheck((t) => norm(t, p, axes), [x]);
    gradcheck((t) => norm(t, p, [0, 2]), [tensor([0.7, -1.1, 2, 0.3, -0.4, 0.9, 1.5, -2.1], [2, 2, 2])]);
    expectNoLeaks((t) => norm(t, p, 0), [x]);
    expectNoLeaks((t) => norm(t, p, [0, 2]), [randomTensor(2, 3, 4)]);
  });

  test("has a gradient of 0 where all is 0, and shares that of the extremes", () => {
    const gradient = (p: number, values: readonly number[]) => {
      const x = variable(tensor(values));
      return [...gradients(sum(norm(x, p))).get(x)!.data].map((v) => v + 0);
    };
    for (const p of ORDERS.filter((order) => order !== 0)) expect(gradient(p, [0, 0])).toEqual([0, 0]);
    expect(gradient(Infinity, [0, -3, 3, 1])).toEqual([0, -0.5, 0.5, 0]);
    expect(gradient(-Infinity, [2, -1, 3, 1])).toEqual([0, -0.5, 0, 0.5]);
    expect(gradient(1, [0, -3, 3])).toEqual([0, -1, 1]);
    expect(gradient(0.5, [0, -4])).toEqual([0, -1]);
  });

  test("of order 0 has no gradient", () => {
    expect(norm(variable(tensor([1, 2])), 0).origin).toBeNull();
  });

  test("says what it cannot do", () => {
    expect(() => norm(zeros([2]), NaN)).toThrow(ValueError);
    expect(() => norm(zeros([2]), NaN)).toThrow("norm: p is NaN, expected a number, Infinity or -Infinity");
  });
});
