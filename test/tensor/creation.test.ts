import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, MemoryError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { gather } from "../../src/ops/index.ts";
import { arange, eye, full, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import type { TensorData } from "../../src/tensor/numbers.ts";
import type { Shape } from "../../src/tensor/shape.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

describe("tensor", () => {
  test("takes a number, arrays of any depth and typed arrays", () => {
    for (const [data, shape] of [
      [7, []],
      [[1, 2, 3], [3]],
      [
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        [3, 2],
      ],
      [[[[1], [2]]], [1, 2, 1]],
    ] as const) {
      const t = tensor(data);
      expect(t.shape).toEqual(shape);
      expect(t.dtype).toBe("float32");
      expect(t.toArray()).toEqual(data);
    }
    expect(tensor([Float32Array.of(1, 2), [3, 4]]).toArray()).toEqual([[1, 2], [3, 4]]); // prettier-ignore
    expect(tensor(new Float32Array(0)).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expect(tensor([]).toArray()).toEqual([]);
  });

  test("folds to a shape", () => {
    expect(tensor([1, 2, 3, 4], [2, 2]).toArray()).toEqual([[1, 2], [3, 4]]); // prettier-ignore
    expect(tensor([[1, 2], [3, 4]], [4]).toArray()).toEqual([1, 2, 3, 4]); // prettier-ignore
    expect(tensor(5, [1, 1]).toArray()).toEqual([[5]]);
    expect(tensor(Float32Array.of(5), []).toArray()).toBe(5);
  });

  test("chooses the dtype by the data, unless told", () => {
    expect(tensor([1, 2]).dtype).toBe("float32");
    expect(tensor(Int32Array.of(1)).dtype).toBe("int32");
    for (const data of [Uint8Array.of(1), Float64Array.of(1), Uint32Array.of(1)]) {
      expect(tensor(data).dtype).toBe("float32");
    }
    for (const data of [true, [true, false], [[true], [false]]]) expect(tensor(data as TensorData).dtype).toBe("int32");
    expect(tensor([true, false]).toArray()).toEqual([1, 0]);
    expect(tensor(Int32Array.of(1), undefined, "float32").dtype).toBe("float32");
    expect(tensor([1, -0, 2], undefined, "int32").toArray()).toEqual([1, 0, 2]);
    expect(tensor([true, 1.5] as never, undefined, "float32").toArray()).toEqual([1, 1.5]);
  });

  test("keeps every bit that float32 has, and NaN, infinities and negative zero", () => {
    const values = Float32Array.of(NaN, Infinity, -Infinity, -0, 1e-45, 3.4028235e38);
    expect(new Uint32Array(tensor(values).data.buffer)).toEqual(new Uint32Array(values.buffer));
    expect(tensor([0.1]).item()).toBe(Math.fround(0.1));
    expect(tensor([1e39, -1e39]).toArray()).toEqual([Infinity, -Infinity]);
    expect(tensor(Int32Array.of(-(2 ** 31), 2 ** 31 - 1)).toArray()).toEqual([-(2 ** 31), 2 ** 31 - 1]);
  });

  test("copies: neither the data nor the shape is shared", () => {
    const [data, shape] = [Float32Array.of(1, 2), [2, 1]];
    const t = tensor(data, shape);
    data[0] = 9;
    shape[0] = 9;
    expect(t.toArray()).toEqual([[1], [2]]);
  });

  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const sparse = [1, 2];
  sparse[3] = 4;

  test.each<[string, unknown, string]>([
    ["rows that differ", [[1, 2], [3]], "tensor: row 1 is [1], expected [2] like the rows before it"],
    ["a number among rows", [[1, 2], 3], "tensor: row 1 is [], expected [2] like the rows before it"],
    ["a row among numbers", [1, [2]], "tensor: row 1 is [1], expected [] like the rows before it"],
    [
      "deeper rows that differ",
      [
        [[1], [2]],
        [[3], []],
      ],
      "tensor: row 1 is [0], expected [1] like the rows before it",
    ],
    ["typed rows that differ", [Float32Array.of(1), Float32Array.of()], "tensor: row 1 is [0], expected [1]"],
    ["an array in itself", cyclic, "tensor: data is nested deeper than 64 axes"],
  ])("refuses %s", (_, data, message) => {
    expect(() => tensor(data as TensorData)).toThrow(ShapeError);
    expect(() => tensor(data as TensorData)).toThrow(message);
  });

  test.each<[string, unknown, string]>([
    ["null", null, "null"],
    ["undefined", undefined, "undefined"],
    ["a string", "12", "string"],
    ["strings", ["1", "2"], "string"],
    ["a null among rows", [[1], null], "null"],
    ["null among numbers", [1, null], "null"],
    ["a hole", sparse, "undefined"],
    ["only holes", new Array(3), "undefined"],
    ["very many holes", new Array(2 ** 32 - 1), "undefined"],
    ["a bigint", 1n, "bigint"],
    ["64-bit integers", BigInt64Array.of(1n), "bigint"],
    ["64-bit rows", [BigUint64Array.of(1n)], "bigint"],
    ["an object", { length: 1, 0: 1 }, "object"],
    ["a view without a type", new DataView(new ArrayBuffer(4)), "object"],
    ["a buffer", new ArrayBuffer(4), "object"],
    ["a symbol", [Symbol.iterator], "symbol"],
  ])("refuses %s", (_, data, got) => {
    expect(() => tensor(data as TensorData)).toThrow(DTypeError);
    expect(() => tensor(data as TensorData)).toThrow(`tensor: data holds ${got}, expected numbers or booleans`);
  });

  test("refuses what int32 does not hold", () => {
    for (const bad of [NaN, 0.5, 2 ** 31, -(2 ** 31) - 1, Infinity]) {
      expect(() => tensor([0, bad], undefined, "int32")).toThrow(DTypeError);
      expect(() => tensor(Float64Array.of(0, bad), undefined, "int32")).toThrow(`tensor: data[1] is ${bad}, expected`);
    }
    expect(() => tensor([true, 2.5] as never)).toThrow("use float32");
  });

  test.each<[unknown, string]>([
    [[-1, 2], "tensor: shape is [-1, 2], expected whole numbers from 0 on"],
    [[0.5, 4], "tensor: shape is [0.5, 4], expected whole numbers"],
    [[NaN], "tensor: shape is [NaN], expected whole numbers"],
    [[Infinity], "tensor: shape is [Infinity], expected whole numbers"],
    [["2"], "tensor: shape is [2], expected whole numbers"],
    [new Array(1), "tensor: shape is [], expected whole numbers"],
    [2, "tensor: shape is 2, expected an array of sizes"],
    [[2 ** 20, 2 ** 20], "tensor: shape is [1048576, 1048576], expected at most 1073741824 elements"],
    [[3], "tensor: data holds 2 numbers, expected 3 for [3]"],
    [[0], "tensor: data holds 2 numbers, expected 0 for [0]"],
    [[], "tensor: data holds 2 numbers, expected 1 for []"],
  ])("refuses the shape %j for two numbers", (shape, message) => {
    expect(() => tensor([1, 2], shape as Shape)).toThrow(ShapeError);
    expect(() => tensor([1, 2], shape as Shape)).toThrow(message);
    expect(() => tensor(Float32Array.of(1, 2), shape as Shape)).toThrow(message);
  });

  test("refuses a dtype that there is not", () => {
    const call = () => tensor([1], [1], "float64" as never);
    expect(call).toThrow(DTypeError);
    expect(call).toThrow('tensor: dtype is float64, expected "float32" or "int32"');
  });

  test("keeps no memory if it fails", () => {
    const [x, at] = [ones([2]), tensor(Int32Array.of(5))];
    const before = memoryStats();
    expect(() => tensor([1, "2"] as never)).toThrow(DTypeError);
    expect(() => zeros([2 ** 30])).toThrow(MemoryError);
    expect(memoryStats().blocks).toBe(before.blocks);
    // Pending launches run before the numbers are written, and this one fails.
    gather(x, at).dispose();
    expect(() => tensor([1, 2, 3])).toThrow(IndexError);
    expect(memoryStats().blocks).toBe(before.blocks);
    expect(tensor([1]).item()).toBe(1);
  });

  test("takes a million numbers", () => {
    const values = Float32Array.from({ length: 1e6 }, (_, i) => i);
    const t = tensor(values, [1000, 1000]);
    expect(t.data.every((v, i) => v === i)).toBe(true);
    t.dispose();
  });
});

describe("full, zeros, ones", () => {
  test("fill", () => {
    expect(zeros([2, 2]).toArray()).toEqual([[0, 0], [0, 0]]); // prettier-ignore
    expect(ones([3], "int32").data).toEqual(Int32Array.of(1, 1, 1));
    expect(full([], 2.5).item()).toBe(2.5);
    expect(full([2], -7, "int32").toArray()).toEqual([-7, -7]);
    expect(full([1], NaN).item()).toBeNaN();
    expect(Object.is(full([1], -0).item(), -0)).toBe(true);
    expect(zeros([0, 3]).data.length).toBe(0);
    for (const n of [1, 3, 4, 5, 17]) expect(full([n], n).data.every((v) => v === n)).toBe(true);
  });

  test("take no part in what the caller does to the shape later", () => {
    const shape = [2, 3];
    const t = zeros(shape);
    shape[0] = 1000;
    expect([t.shape, t.size]).toEqual([[2, 3], 6]);
  });

  test("refuse what does not fit", () => {
    expect(() => full([2], 0.5, "int32")).toThrow(DTypeError);
    expect(() => full([2], NaN, "int32")).toThrow("full: value is NaN, expected a whole number of 32 bits for int32");
    expect(() => full([2], "1" as never)).toThrow("full: value is 1, expected a number");
    expect(() => zeros([2], "int8" as never)).toThrow('full: dtype is int8, expected "float32" or "int32"');
    for (const shape of [[-1], [1.5], new Array(2), 3, [2 ** 31]])
      expect(() => zeros(shape as Shape)).toThrow(ShapeError);
    expect(() => zeros(3 as never)).toThrow("full: shape is 3, expected an array of sizes");
  });
});

describe("arange", () => {
  test("counts like NumPy", () => {
    expect(arange(4).data).toEqual(Int32Array.of(0, 1, 2, 3));
    expect(arange(2, 5).data).toEqual(Int32Array.of(2, 3, 4));
    expect(arange(5, 0, -2).data).toEqual(Int32Array.of(5, 3, 1));
    expect(arange(0, 1, 0.25).data).toEqual(Float32Array.of(0, 0.25, 0.5, 0.75));
    expect(arange(3, undefined, 2).data).toEqual(Int32Array.of(0, 2));
    expect(arange(2.5).data).toEqual(Float32Array.of(0, 1, 2));
    for (const empty of [arange(0), arange(-3), arange(3, 1), arange(1, 3, -1)]) expect(empty.shape).toEqual([0]);
    expect(arange(-(2 ** 31), 2 - 2 ** 31).toArray()).toEqual([-(2 ** 31), 1 - 2 ** 31]);
    expect(arange(2 ** 31 - 1, 2 ** 31).toArray()).toEqual([2 ** 31 - 1]);
  });

  test("refuses what does not end or does not fit", () => {
    for (const call of [() => arange(0, 1, 0), () => arange(NaN), () => arange(0, Infinity), () => arange(0, 1, NaN)]) {
      expect(call).toThrow(ValueError);
    }
    expect(() => arange(0, 5, 0)).toThrow("arange: start, stop, step are 0, 5, 0, expected finite numbers");
    expect(() => arange(2 ** 31, 2 ** 31 + 2)).toThrow(
      "arange: the numbers go from 2147483648 to 2147483649, expected whole numbers of 32 bits",
    );
    expect(() => arange(1e12)).toThrow(ShapeError);
    expect(() => arange(0, 1, 1e-300)).toThrow(ShapeError);
  });
});

describe("eye", () => {
  test("has ones on the diagonal", () => {
    expect(eye(2).toArray()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    expect(eye(2, 3).toArray()).toEqual([[1, 0, 0], [0, 1, 0]]); // prettier-ignore
    expect(eye(3, 1).toArray()).toEqual([[1], [0], [0]]);
    expect(eye(0).shape).toEqual([0, 0]);
  });

  test("refuses sizes that are none", () => {
    for (const n of [-1, 0.5, NaN, 2 ** 20]) expect(() => eye(n)).toThrow(ShapeError);
    expect(() => eye(-1)).toThrow("eye: shape is [-1, -1], expected whole numbers from 0 on");
  });
});
