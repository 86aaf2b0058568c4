import { expect, test } from "vitest";
import { MemoryError } from "../../src/base/errors.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { Storage } from "../../src/wasm/storage.ts";

test("a storage is freed with the last that shares it", () => {
  const before = memoryStats();
  const storage = new Storage(100);
  expect(storage.address % 64).toBe(0);
  expect(memoryStats()).toMatchObject({ live: before.live + 128, blocks: before.blocks + 1 });
  expect(storage.share()).toBe(storage);
  storage.release();
  expect([memoryStats().blocks, storage.problem]).toEqual([before.blocks + 1, null]);
  storage.release();
  expect([memoryStats().live, memoryStats().blocks]).toEqual([before.live, before.blocks]);
  expect(storage.problem).toBe("it was disposed of");
});

test("a storage cannot be freed twice, and its block not handed out twice", () => {
  const storage = new Storage(320);
  storage.release();
  const { blocks } = memoryStats();
  expect(() => storage.release()).toThrow(MemoryError);
  expect(() => storage.release()).toThrow("dispose: the storage is free already");
  expect(memoryStats().blocks).toBe(blocks);
  const [a, b] = [new Storage(320), new Storage(320)];
  expect(a.address).not.toBe(b.address);
  a.release();
  b.release();
});

test("a storage of no bytes takes none", () => {
  const before = memoryStats();
  const storage = new Storage(0);
  expect([storage.address, memoryStats()]).toEqual([0, before]);
  storage.release();
  expect(memoryStats()).toEqual(before);
});
