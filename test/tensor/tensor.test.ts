import { describe, expect, test } from "vitest";
import { MemoryError, ShapeError } from "../../src/base/errors.ts";
import { add, reshape } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { Storage } from "../../src/wasm/storage.ts";

const blocks = () => memoryStats().blocks;

describe("Tensor", () => {
  test("knows its shape, rank, size and dtype", () => {
    const t = zeros([2, 3], "int32");
    expect([t.shape, t.rank, t.size, t.dtype]).toEqual([[2, 3], 2, 6, "int32"]);
    expect([tensor(1).rank, tensor(1).size]).toEqual([0, 1]);
    expect([zeros([2, 0]).rank, zeros([2, 0]).size]).toEqual([2, 0]);
  });

  test("begins at a multiple of 64 bytes; a tensor without elements has no memory", () => {
    const before = blocks();
    expect(zeros([0]).address).toBe(0);
    expect(zeros([3, 0]).data.length).toBe(0);
    expect(blocks()).toBe(before);
    for (const n of [1, 15, 17, 1000]) expect(zeros([n]).address % 64).toBe(0);
  });

  test("copies its numbers out, in either dtype", () => {
    const t = tensor([1, 2]);
    const data = t.data;
    data[0] = 9;
    expect(t.data).toEqual(Float32Array.of(1, 2));
    expect(tensor(Int32Array.of(3)).data).toEqual(Int32Array.of(3));
    expect(t.data.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test("nests arrays as deep as its rank", () => {
    expect(arange(6).view([1, 3, 2]).toArray()).toEqual([[[0, 1], [2, 3], [4, 5]]]); // prettier-ignore
    expect(tensor(3).toArray()).toBe(3);
    expect(zeros([2, 0]).toArray()).toEqual([[], []]);
    expect(zeros([0, 2]).toArray()).toEqual([]);
    expect(zeros([1, 0, 2]).toArray()).toEqual([[]]);
  });

  test("gives its only element", () => {
    expect(tensor([[2.5]]).item()).toBe(2.5);
    expect(() => tensor([1, 2]).item()).toThrow(ShapeError);
    expect(() => zeros([0]).item()).toThrow("item: the tensor is [0], expected one element");
  });

  test("prints as in NumPy", () => {
    expect(String(tensor([[1, -2], [0.5, 4]]))).toBe("[[ 1.  -2. ]\n [ 0.5  4. ]]"); // prettier-ignore
    expect(`${tensor(Int32Array.of(1, 20))}`).toBe("[ 1 20]");
    expect(`${tensor(3)} ${zeros([0])}`).toBe("3.0 []");
  });

  test("refuses shapes that are none", () => {
    for (const shape of [[-1], [0.5], [NaN], new Array(2)]) expect(() => new Tensor(shape)).toThrow(ShapeError);
  });
});

describe("a view", () => {
  test("sees the same numbers, from an element on", () => {
    const t = arange(6);
    const v = t.view([2, 2], 1);
    expect([v.toArray(), v.address - t.address]).toEqual([[[1, 2], [3, 4]], 4]); // prettier-ignore
    expect(v.view([2], 2).toArray()).toEqual([3, 4]);
  });

  test("keeps the memory until the last of them is gone, in any order", () => {
    const before = blocks();
    const t = ones([8]);
    const middle = t.view([8]);
    const last = middle.view([4], 4);
    expect(blocks()).toBe(before + 1);
    t.dispose();
    middle.dispose();
    expect(last.data).toEqual(Float32Array.of(1, 1, 1, 1));
    expect(blocks()).toBe(before + 1);
    last.dispose();
    expect(blocks()).toBe(before);
  });

  test("of nothing holds nothing", () => {
    const before = blocks();
    const t = ones([3]);
    expect(t.view([0, 5]).address).toBe(0);
    t.dispose();
    expect(blocks()).toBe(before);
  });

  test("cannot be had of a disposed tensor", () => {
    const t = ones([3]);
    t.dispose();
    expect(() => t.view([3])).toThrow(MemoryError);
    expect(() => t.view([0])).toThrow(MemoryError);
  });
});

describe("dispose", () => {
  test("gives the memory back, for the next tensor of that size", () => {
    const before = memoryStats();
    const t = zeros([1000]);
    const { address } = t;
    t.dispose();
    expect(memoryStats().live).toBe(before.live);
    const next = zeros([1000]);
    expect(next.address).toBe(address);
    next.dispose();
  });

  test("twice, and using what is disposed of, are errors that say so", () => {
    const t = ones([2, 3]);
    expect(t.disposed).toBe(false);
    t.dispose();
    expect(t.disposed).toBe(true);
    expect(() => t.dispose()).toThrow(MemoryError);
    expect(() => t.dispose()).toThrow("dispose: the tensor [2, 3] was disposed of before");
    const used = "tensor: the tensor [2, 3] cannot be used: it was disposed of; keep it alive by";
    for (const use of [() => t.data, () => t.toArray(), () => String(t), () => add(t, 1), () => reshape(t, [6])]) {
      expect(use).toThrow(MemoryError);
      expect(use).toThrow(used);
    }
    expect(t.shape).toEqual([2, 3]);
  });

  test("of an empty tensor is the same", () => {
    const t = zeros([0]);
    t.dispose();
    expect(() => t.data).toThrow(MemoryError);
    expect(() => t.dispose()).toThrow(MemoryError);
  });

  test("may come before launches that read the tensor have run", () => {
    const a = ones([64]);
    const y = add(a, 1);
    a.dispose();
    const b = tensor(new Float32Array(64).fill(5)); // takes a's memory
    expect(y.data.every((v) => v === 2)).toBe(true);
    expect(b.data.every((v) => v === 5)).toBe(true);
  });

  test("happens at the end of a block that is `using` it", () => {
    const before = blocks();
    let kept: Tensor;
    {
      using t = ones([4]);
      kept = t;
      expect(blocks()).toBe(before + 1);
    }
    expect(kept.disposed).toBe(true);
    {
      using t = ones([4]);
      t.dispose(); // by hand already
    }
    expect(() => {
      using t = ones([4]);
      throw new Error(String(t.size));
    }).toThrow("4");
    expect(blocks()).toBe(before);
  });

  test("that a storage does not expect is an error", () => {
    const storage = new Storage(64);
    new Tensor([4], "float32", storage).dispose();
    expect(() => storage.release()).toThrow("dispose: the storage is free already");
  });
});
