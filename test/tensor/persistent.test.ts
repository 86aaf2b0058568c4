import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { AutogradError, DTypeError, IndexError, MemoryError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { add, gather, mul, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { assign, Persistent } from "../../src/tensor/persistent.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

describe("Persistent", () => {
  test("takes the numbers over, in memory of its own", () => {
    const before = memoryStats().blocks;
    const x = tensor([1, 2]);
    const view = x.view([2]);
    const p = new Persistent(x);
    expect([p.toArray(), x.disposed, memoryStats().blocks]).toEqual([[1, 2], true, before + 2]);
    expect(p.address).not.toBe(view.address);
    expect(new Persistent(zeros([2, 0], "int32")).dtype).toBe("int32");
    p.dispose();
    view.dispose();
    expect(() => p.data).toThrow(MemoryError);
    expect(memoryStats().blocks).toBe(before);
  });

  test("keeps nothing if an earlier launch fails", () => {
    const [x, value] = [ones([2]), ones([2])];
    gather(x, tensor(Int32Array.of(9))).dispose();
    const before = memoryStats().blocks;
    expect(() => new Persistent(value)).toThrow(IndexError);
    expect(memoryStats().blocks).toBe(before);
    expect(new Persistent(value).toArray()).toEqual([1, 1]);
  });

  test("keeps its initial numbers if a later launch fails", () => {
    const p = new Persistent(add(ones([2]), 1));
    const bad = gather(ones([2]), tensor(Int32Array.of(9)));
    expect(() => bad.data).toThrow(IndexError);
    expect(p.toArray()).toEqual([2, 2]);
  });
});

describe("assign", () => {
  test("writes in place, after what reads the old numbers", () => {
    const p = new Persistent(tensor([1, 2]));
    const { address } = p;
    const y = add(p, 10);
    const view = p.view([2, 1]);
    assign(p, tensor([5, 6]));
    expect([p.toArray(), y.toArray(), view.toArray()]).toEqual([[5, 6], [11, 12], [[5], [6]]]); // prettier-ignore
    expect(p.address).toBe(address);
    assign(p, p);
    expect(p.toArray()).toEqual([5, 6]);
    assign(new Persistent(zeros([0])), zeros([0]));
  });

  test("takes the gradients away that need the old numbers, and no other", () => {
    const p = new Persistent(tensor([1, 2]));
    const x = variable(ones([2]));
    const [product, total] = [sum(mul(x, p)), sum(add(x, p))];
    assign(p, tensor([3, 4]));
    expect(() => gradients(product)).toThrow(AutogradError);
    expect(gradients(total).get(x)!.toArray()).toEqual([1, 1]);
    expect(
      gradients(sum(mul(x, p)))
        .get(x)!
        .toArray(),
    ).toEqual([3, 4]);
  });

  test("refuses what does not fit, and ordinary tensors", () => {
    const p = new Persistent(ones([2]));
    expect(() => assign(p, ones([3]))).toThrow(ShapeError);
    expect(() => assign(p, ones([2, 1]))).toThrow("assign: x is [2, 1], expected [2] like the target");
    expect(() => assign(p, ones([2], "int32"))).toThrow(DTypeError);
    expect(() => assign(ones([2]) as never, ones([2]))).toThrow(ValueError);
    const gone = ones([2]);
    gone.dispose();
    expect(() => assign(p, gone)).toThrow(MemoryError);
    expect(p.toArray()).toEqual([1, 1]);
    p.dispose();
    expect(() => assign(p, ones([2]))).toThrow(MemoryError);
  });
});
