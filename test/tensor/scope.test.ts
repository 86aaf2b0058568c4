import { describe, expect, test } from "vitest";
import { MemoryError, ValueError } from "../../src/base/errors.ts";
import { add, gather } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { Persistent } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const blocks = () => memoryStats().blocks;

describe("scope", () => {
  test("frees what was made in it and keeps its result", () => {
    const before = blocks();
    const x = ones([3]);
    let lost: Tensor | null = null;
    const y = scope(() => {
      lost = add(x, 1);
      return add(lost, 1);
    });
    expect(y.toArray()).toEqual([3, 3, 3]);
    expect(blocks()).toBe(before + 2);
    expect(() => lost!.data).toThrow(MemoryError);
    expect(() => lost!.data).toThrow("keep it alive by returning it from the scope that made it");
    expect(x.disposed).toBe(false);
    x.dispose();
    y.dispose();
    expect(blocks()).toBe(before);
  });

  test("keeps tensors in arrays, records and maps, however deep, and gives the value itself back", () => {
    const before = blocks();
    const kept: Tensor[] = [];
    const make = () => {
      const t = ones([2]);
      kept.push(t);
      return t;
    };
    const result = scope(() => {
      zeros([5]);
      const bare = Object.assign(Object.create(null) as object, { inner: make() });
      return { a: make(), list: [make(), [make()]], map: new Map<unknown, unknown>([["k", { v: make() }], [make(), 1]]), bare }; // prettier-ignore
    });
    expect(kept.every((t) => !t.disposed)).toBe(true);
    expect(blocks()).toBe(before + kept.length);
    expect(result.a).toBe(kept[1]);
    for (const t of kept) t.dispose();
  });

  test("does not keep what hides in other objects", () => {
    class Box {
      readonly t = ones([2]);
    }
    const box = scope(() => new Box());
    expect(box.t.disposed).toBe(true);
  });

  test("gives any other result through", () => {
    const before = blocks();
    expect(scope(() => ones([2]).toArray())).toEqual([1, 1]);
    for (const value of [undefined, null, 0, "text", Symbol.iterator, 1n]) expect(scope(() => value)).toBe(value);
    const cyclic: { self?: unknown; t: Tensor } = scope(() => {
      const value: { self?: unknown; t: Tensor } = { t: ones([1]) };
      value.self = value;
      return value;
    });
    expect(cyclic.t.item()).toBe(1);
    cyclic.t.dispose();
    expect(blocks()).toBe(before);
  });

  test("hands what it keeps to the scope outside", () => {
    const before = blocks();
    let inner: Tensor | null = null;
    const outer = scope(() => {
      const [a, b] = scope(() => [ones([1]), ones([2]), zeros([3])] as const);
      inner = scope(() => scope(() => add(a, 1)));
      expect(blocks()).toBe(before + 4);
      return b;
    });
    expect(inner!.disposed).toBe(true);
    expect(outer.size).toBe(2);
    expect(blocks()).toBe(before + 1);
    outer.dispose();
  });

  test("leaves tensors of the scope outside to it", () => {
    const before = blocks();
    scope(() => {
      const a = ones([2]);
      expect(scope(() => a)).toBe(a);
      scope(() => void add(a, 1));
      expect(a.toArray()).toEqual([1, 1]);
      expect(blocks()).toBe(before + 1);
    });
    expect(blocks()).toBe(before);
  });

  test("frees everything if it throws, and the scope outside goes on", () => {
    const before = blocks();
    let a: Tensor | null = null;
    scope(() => {
      a = ones([2]);
      expect(() =>
        scope(() => {
          add(a!, 1);
          throw new Error("mine");
        }),
      ).toThrow("mine");
      const b = add(a, 1); // belongs to the outer scope again
      expect(b.toArray()).toEqual([2, 2]);
    });
    expect(a!.disposed).toBe(true);
    expect(blocks()).toBe(before);
  });

  test("frees everything if a tensor cannot be made, or a kernel fails", () => {
    const before = blocks();
    expect(() => scope(() => [ones([2]), zeros([2 ** 30])])).toThrow(MemoryError);
    expect(() => scope(() => [ones([2]), zeros([-1])])).toThrow("expected whole numbers");
    expect(() => scope(() => gather(ones([2]), tensor(Int32Array.of(7))).data)).toThrow("gather: index is 7");
    expect(blocks()).toBe(before);
  });

  test("allows what is disposed of by hand, and views", () => {
    const before = blocks();
    const v = scope(() => {
      ones([2]).dispose();
      const t = ones([4]);
      return t.view([2, 2]);
    });
    expect(v.toArray()).toEqual([[1, 1], [1, 1]]); // prettier-ignore
    v.dispose();
    expect(blocks()).toBe(before);
  });

  test("refuses a promise, frees everything, and lets the promise fail unheard", async () => {
    const before = blocks();
    const run = () =>
      scope(async () => {
        const t = ones([2]);
        await Promise.resolve();
        return t.data; // fails: nobody may be told but the caller of scope
      });
    expect(run).toThrow(ValueError);
    expect(run).toThrow("scope: the result is a promise, expected a value; await outside of the scope");
    expect(blocks()).toBe(before);
    await new Promise((done) => setTimeout(done, 5));
    expect(() => scope(() => ({ then: () => 0 }))).toThrow(ValueError);
  });

  test("has nothing to do with persistent tensors", () => {
    const before = blocks();
    const w = scope(() => {
      const p = new Persistent(ones([2]));
      return [p];
    })[0]!;
    let q: Persistent | null = null;
    scope(() => void (q = new Persistent(ones([3]))));
    expect([w.disposed, q!.disposed, blocks()]).toEqual([false, false, before + 2]);
    w.dispose();
    q!.dispose();
    expect(blocks()).toBe(before);
  });

  test("repeats ten thousand times in the same memory", () => {
    const x = ones([10]);
    const step = () => scope(() => void add(add(x, 1), 2));
    step();
    const before = memoryStats();
    for (let i = 0; i < 10_000; i++) step();
    expect(memoryStats()).toEqual(before);
  });
});
