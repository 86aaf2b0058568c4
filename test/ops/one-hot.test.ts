import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ValueError } from "../../src/base/errors.ts";
import { oneHot } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";

describe("oneHot", () => {
  test("sets one number of each row", () => {
    const y = oneHot(tensor(Int32Array.of(2, 0, 1)), 3);
    expect(y.toArray()).toEqual([[0, 0, 1], [1, 0, 0], [0, 1, 0]]); // prettier-ignore
    expect(y.dtype).toBe("float32");
  });

  test("adds an axis to any shape", () => {
    expect(oneHot(tensor(3, [], "int32"), 5).toArray()).toEqual([0, 0, 0, 1, 0]);
    expect(oneHot(zeros([2, 1], "int32"), 2).toArray()).toEqual([[[1, 0]], [[1, 0]]]);
    expect(oneHot(zeros([0], "int32"), 2).shape).toEqual([0, 2]);
    expect(oneHot(zeros([3], "int32"), 1).toArray()).toEqual([[1], [1], [1]]);
  });

  test("agrees with the reference over many rows", () => {
    const labels = Int32Array.from({ length: 1000 }, (_, i) => (i * 7) % 37);
    const y = oneHot(tensor(labels), 37).data;
    expect(y.every((v, i) => v === Number(i % 37 === labels[Math.floor(i / 37)]))).toBe(true);
  });

  test("reports a bad index when the result is read", () => {
    const y = oneHot(tensor(Int32Array.of(0, 3)), 3);
    expect(() => y.data).toThrow(IndexError);
    const z = oneHot(tensor(Int32Array.of(-1)), 3);
    expect(() => z.data).toThrow("oneHot: index is -1, expected 0 <= index < 3");
    expect(oneHot(tensor(Int32Array.of(1)), 2).toArray()).toEqual([[0, 1]]);
  });

  test("says what does not fit", () => {
    expect(() => oneHot(ones([2]), 3)).toThrow(DTypeError);
    for (const classes of [0, -1, 2.5, Number.NaN, Infinity]) {
      expect(() => oneHot(zeros([2], "int32"), classes)).toThrow(ValueError);
    }
    expect(() => oneHot(zeros([2], "int32"), 0)).toThrow("oneHot: classes is 0, expected a whole number from 1 on");
  });
});
