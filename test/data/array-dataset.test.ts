import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { collect } from "../../src/data/collect.ts";
import { Subset } from "../../src/data/subset.ts";

describe("ArrayDataset", () => {
  test("takes nested arrays, typed arrays, and numbers with the shape of a sample", () => {
    const nested = new ArrayDataset(
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
      Int32Array.of(0, 1, 2),
    );
    expect(nested.length).toBe(3);
    expect(nested.x).toEqual({ data: Float32Array.of(0, 1, 2, 3, 4, 5), shape: [2], dtype: "float32" });
    expect(nested.y).toEqual({ data: Int32Array.of(0, 1, 2), shape: [], dtype: "int32" });
    const folded = new ArrayDataset(
      { data: new Uint8Array(24), shape: [2, 3, 1] },
      { data: [1, 2, 3, 4], shape: [], dtype: "int32" },
    );
    expect([folded.length, folded.x.dtype, folded.y.dtype]).toEqual([4, "float32", "int32"]);
  });

  test("does not copy arrays that fit", () => {
    const [x, y] = [new Float32Array(4), new Int32Array(4)];
    const data = new ArrayDataset(x, y);
    expect(data.x.data === x && data.y.data === y).toBe(true);
  });

  test.each([1, 3, 47, 48, 200])("reads samples of %i numbers in the order asked for", (size) => {
    const numbers = Float32Array.from({ length: 5 * size }, (_, i) => i);
    const data = new ArrayDataset({ data: numbers, shape: [size] }, Int32Array.of(10, 11, 12, 13, 14));
    const [x, y] = [new Float32Array(4 * size), new Int32Array(4)];
    data.read(Int32Array.of(4, 0, 0), x, y);
    expect([...y]).toEqual([14, 10, 10, 0]);
    expect([...x.subarray(0, size)]).toEqual([...numbers.subarray(4 * size)]);
    expect([...x.subarray(size, 2 * size)]).toEqual([...numbers.subarray(0, size)]);
    expect([...x.subarray(3 * size)].every((v) => v === 0)).toBe(true);
  });

  test("refuses what does not fit", () => {
    expect(() => new ArrayDataset([1, 2, 3], [1, 2])).toThrow(ShapeError);
    expect(() => new ArrayDataset([1, 2, 3], [1, 2])).toThrow("ArrayDataset: y holds 2 samples, expected 3 like x");
    expect(() => new ArrayDataset({ data: [1, 2, 3], shape: [2] }, [1])).toThrow(
      "x holds 3 numbers, expected a multiple",
    );
    expect(() => new ArrayDataset({ data: [], shape: [0] }, [])).toThrow("of the 0 in [0], at least one");
    expect(() => new ArrayDataset({ data: [], shape: [-1] }, [])).toThrow(ShapeError);
    expect(() => new ArrayDataset(5, [1])).toThrow("ArrayDataset: x is a number");
    expect(() => new ArrayDataset([[1, 2], [3]], [1, 2])).toThrow(ShapeError);
    expect(() => new ArrayDataset([1], { data: [0.5], shape: [], dtype: "int32" })).toThrow(DTypeError);
    const data = new ArrayDataset([1, 2], [1, 2]);
    for (const index of [2, -1]) {
      expect(() => data.read(Int32Array.of(index), new Float32Array(1), new Float32Array(1))).toThrow(IndexError);
    }
  });
});

describe("Subset", () => {
  const data = new ArrayDataset([10, 11, 12, 13], Int32Array.of(0, 1, 2, 3));

  test("holds the samples named, repeated ones too, also of another subset", () => {
    const part = new Subset(new Subset(data, [3, 1, 1]), [2, 0]);
    expect(Array.from(collect(part).x.data)).toEqual([11, 13]);
    expect(Array.from(collect(part).y.data)).toEqual([1, 3]);
  });

  test("refuses samples that are not there", () => {
    expect(() => new Subset(data, [0, 4])).toThrow("Subset: indices[1] is 4, expected a whole number from 0 to 3");
    expect(() => new Subset(data, [0.5])).toThrow(IndexError);
    const one = new Subset(data, [2]);
    expect(() => one.read(Int32Array.of(1), new Float32Array(1), new Int32Array(1))).toThrow(IndexError);
  });
});

test("collect gathers more samples than are read at once", () => {
  const n = 1000;
  const data = new ArrayDataset(
    Array.from({ length: n }, (_, i) => [i, -i]),
    Int32Array.from({ length: n }, (_, i) => i),
  );
  const reversed = collect(
    new Subset(
      data,
      Int32Array.from({ length: n }, (_, i) => n - 1 - i),
    ),
  );
  expect(reversed.x.shape).toEqual([2]);
  expect(reversed.y.data.every((v, i) => v === n - 1 - i)).toBe(true);
  expect(reversed.x.data.every((v, i) => v === (i % 2 === 0 ? 1 : -1) * (n - 1 - (i >> 1)))).toBe(true);
});
