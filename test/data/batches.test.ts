import { describe, expect, test } from "vitest";
import { MemoryError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { batches } from "../../src/data/batches.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

/** Sample i is `[[i, i + ½], i]`. */
function counted(n: number): ArrayDataset {
  return new ArrayDataset(
    { data: Float32Array.from({ length: 2 * n }, (_, k) => k / 2), shape: [2] },
    Int32Array.from({ length: n }, (_, i) => i),
  );
}

function labelsIn(of: Iterable<[Tensor, Tensor]>): number[] {
  return Array.from(of, ([, y]) => Array.from(y.data)).flat();
}

describe("batches", () => {
  test("hold every sample once, inputs beside their targets, the rest in a smaller batch", () => {
    const sizes: number[] = [];
    const seen: number[] = [];
    for (const [x, y] of batches(counted(23), 5, { seed: 1 })) {
      expect([x.shape[1], x.dtype, y.dtype]).toEqual([2, "float32", "int32"]);
      sizes.push(x.shape[0]!);
      expect(y.shape).toEqual([x.shape[0]]);
      expect(Array.from(x.data)).toEqual(Array.from(y.data).flatMap((i) => [i, i + 0.5]));
      seen.push(...y.data);
    }
    expect(sizes).toEqual([5, 5, 5, 5, 3]);
    expect(seen).not.toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, i) => i));
  });

  test("come in order, or without the rest, on request", () => {
    expect(labelsIn(batches(counted(7), 3, { shuffle: false }))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(labelsIn(batches(counted(7), 3, { shuffle: false, dropLast: true }))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(labelsIn(batches(counted(2), 3, { dropLast: true }))).toEqual([]);
    expect(labelsIn(batches(counted(2), 3, { shuffle: false }))).toEqual([0, 1]);
    expect(labelsIn(batches(counted(0), 3))).toEqual([]);
  });

  test("repeat for a seed, follow manualSeed without one, and differ from call to call", () => {
    expect(labelsIn(batches(counted(50), 8, { seed: 4 }))).toEqual(labelsIn(batches(counted(50), 8, { seed: 4 })));
    expect(labelsIn(batches(counted(50), 8, { seed: 4 }))).not.toEqual(labelsIn(batches(counted(50), 8, { seed: 5 })));
    manualSeed(3);
    const first = labelsIn(batches(counted(50), 8));
    expect(labelsIn(batches(counted(50), 8))).not.toEqual(first);
    manualSeed(3);
    expect(labelsIn(batches(counted(50), 8))).toEqual(first);
  });

  test("share two tensors, take no memory but theirs, and give it back", () => {
    const data = counted(23);
    const before = memoryStats().live;
    const addresses = new Set<number>();
    const live = new Set<number>();
    let kept: Tensor | null = null;
    for (const [x, y] of batches(data, 5, { seed: 1 })) {
      if (x.shape[0] === 5) addresses.add(x.address).add(y.address);
      live.add(memoryStats().live);
      kept = x;
    }
    expect(addresses.size).toBe(2);
    expect(live.size).toBe(2); // the smaller batch has tensors of its own
    expect(memoryStats().live).toBe(before);
    expect(() => kept!.data).toThrow(MemoryError);
    expect(() => kept!.data).toThrow("it was disposed of");
  });

  test("give memory back when the loop is left, by break, by an error, and inside of a scope", () => {
    const data = counted(23);
    const before = memoryStats().live;
    for (const [x] of batches(data, 5)) if (x.size > 0) break;
    expect(memoryStats().live).toBe(before);
    expect(() => {
      for (const [x] of batches(data, 5)) throw new Error(String(x.size));
    }).toThrow("10");
    expect(memoryStats().live).toBe(before);
    const labels = scope(() => labelsIn(batches(data, 5, { shuffle: false })));
    expect(labels.length).toBe(23);
    batches(data, 5); // takes nothing until the first batch
    expect(memoryStats().live).toBe(before);
  });

  test("outlive a scope that opens and closes around one of them", () => {
    const all = batches(counted(10), 5, { shuffle: false });
    const first = scope(() => all.next().value);
    expect(Array.from(first![1].data)).toEqual([0, 1, 2, 3, 4]);
    scope(() => all.next());
    expect(Array.from(first![1].data)).toEqual([5, 6, 7, 8, 9]);
    all.return();
    expect(first![0].disposed).toBe(true);
  });

  test("leave out batches at the beginning, and keep the order of the others", () => {
    const all = labelsIn(batches(counted(23), 5, { seed: 1 }));
    for (const skip of [0, 1, 4, 5, 9]) {
      expect(labelsIn(batches(counted(23), 5, { seed: 1, skip }))).toEqual(all.slice(5 * skip));
    }
    expect(() => batches(counted(3), 1, { skip: -1 })).toThrow(
      "batches: skip is -1, expected a whole number from 0 on",
    );
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity])("refuse a batch size of %d when called", (size) => {
    expect(() => batches(counted(3), size)).toThrow(ValueError);
    expect(() => batches(counted(3), size)).toThrow(`batches: batchSize is ${size}, expected a whole number from 1 on`);
  });
});
