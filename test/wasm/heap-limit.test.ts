import { beforeEach, describe, expect, test, vi } from "vitest";
import type * as Creation from "../../src/tensor/creation.ts";
import type * as Heap from "../../src/wasm/heap.ts";
import { PAGE } from "../../src/wasm/layout.ts";
import { noise } from "../helpers/random.ts";

// What happens where memory cannot grow, in an engine of 4 MiB for each test.

const MAXIMUM = 64 * PAGE;
/** Three blocks of this size fit, and 7 pages more. */
const LARGE = 13 * PAGE;

let heap: typeof Heap;
let memory: WebAssembly.Memory;
let creation: typeof Creation;

beforeEach(async () => {
  vi.resetModules();
  const { engine } = await import("../../src/wasm/engine.ts");
  const { init } = await import("../../src/wasm/init.ts");
  expect((await init({ maximumMemory: MAXIMUM })).maximumMemory).toBe(MAXIMUM);
  ({ memory } = engine());
  heap = await import("../../src/wasm/heap.ts");
  creation = await import("../../src/tensor/creation.ts");
});

/** Takes blocks until there are no more. */
function takeAll(size: number): number[] {
  const blocks: number[] = [];
  for (;;) {
    try {
      blocks.push(heap.takeBlock(size));
    } catch {
      return blocks;
    }
  }
}

describe("when memory runs out", () => {
  test("an error names the bytes wanted and in use, and nothing has changed", () => {
    const x = creation.ones([1000]);
    const before = heap.memoryStats();
    const call = () => creation.zeros([MAXIMUM / 4]);
    expect(call).toThrow(
      `alloc: ${MAXIMUM} bytes are wanted, ${before.live} of ${MAXIMUM} are in use; dispose of tensors, use scope, or take`,
    );
    expect(call).toThrow(expect.objectContaining({ name: "MemoryError" }) as Error);
    expect(heap.memoryStats()).toEqual(before);
    expect(x.data.every((v) => v === 1)).toBe(true);
    expect(creation.ones([1000]).data.every((v) => v === 1)).toBe(true);
  });

  test("every block up to the last page can be had, and once more after all are free", () => {
    const blocks = takeAll(PAGE);
    expect(blocks.length).toBe((MAXIMUM - 17 * PAGE) / PAGE - 1);
    expect(Math.max(...blocks) + 2 * PAGE).toBe(MAXIMUM);
    for (const at of blocks) heap.giveBlock(at, PAGE);
    expect(takeAll(PAGE).sort((a, b) => a - b)).toEqual(blocks.sort((a, b) => a - b));
  });

  test("a request that cannot be met leaves free blocks as they are", () => {
    const [a, b] = [heap.takeBlock(PAGE), heap.takeBlock(PAGE)];
    heap.takeBlock(64);
    heap.giveBlock(a, PAGE);
    heap.giveBlock(b, PAGE);
    const { reserved } = heap.memoryStats();
    expect(() => heap.takeBlock(MAXIMUM)).toThrow("bytes are wanted");
    expect([heap.takeBlock(PAGE), heap.takeBlock(PAGE)]).toEqual([b, a]);
    expect(heap.memoryStats().reserved).toBe(reserved);
  });

  test("neighbours that are free join to a larger block, and others do not", () => {
    const blocks = takeAll(PAGE);
    for (const at of blocks.filter((_, i) => i % 2 === 0)) heap.giveBlock(at, PAGE);
    expect(() => heap.takeBlock(2 * PAGE)).toThrow("bytes are wanted");
    heap.giveBlock(blocks[5]!, PAGE);
    expect(heap.takeBlock(3 * PAGE)).toBe(blocks[4]);
    expect(() => heap.takeBlock(2 * PAGE)).toThrow("bytes are wanted");
  });

  test("the smallest block that is large enough is cut, and the rest stays free", () => {
    const [a, , b] = [heap.takeBlock(LARGE), heap.takeBlock(64), heap.takeBlock(2 * PAGE), takeAll(64)];
    heap.giveBlock(a, LARGE);
    heap.giveBlock(b, 2 * PAGE);
    expect(heap.takeBlock(PAGE)).toBe(b);
    expect(heap.takeBlock(PAGE - 64)).toBe(b + PAGE);
    expect(heap.takeBlock(64)).toBe(b + 2 * PAGE - 64);
    expect(heap.takeBlock(LARGE)).toBe(a);
    expect(() => heap.takeBlock(64)).toThrow("bytes are wanted");
  });

  test("free blocks at the end make way for a larger one", () => {
    const [a, b] = [heap.takeBlock(LARGE), heap.takeBlock(LARGE)];
    heap.takeBlock(LARGE);
    const c = heap.takeBlock(PAGE);
    heap.giveBlock(c, PAGE);
    heap.giveBlock(a, LARGE);
    // Neither a alone nor what is behind c is enough; a, b free together are.
    expect(() => heap.takeBlock(2 * LARGE)).toThrow("bytes are wanted");
    heap.giveBlock(b, LARGE);
    expect(heap.takeBlock(2 * LARGE)).toBe(a);
    expect(heap.takeBlock(5 * PAGE)).toBe(c);
  });

  test("blocks never overlap, whatever is taken and given back", () => {
    const taken = new Map<number, number>();
    const random = (n: number) => Math.floor(((noise() + 1) / 2) * n);
    let refused = 0;
    for (let i = 0; i < 4000; i++) {
      if (taken.size > 0 && random(100) < 45) {
        const at = [...taken.keys()][random(taken.size)]!;
        const size = taken.get(at)!;
        const words = new Int32Array(memory.buffer, at, size / 4);
        expect([words[0], words[size / 8], words.at(-1)]).toEqual([at, at, at]);
        heap.giveBlock(at, size);
        taken.delete(at);
        continue;
      }
      const size = heap.blockSize(random(2) === 0 ? 1 + random(4000) : 1 + random(300_000));
      try {
        const at = heap.takeBlock(size);
        expect(at % 64).toBe(0);
        expect(at + size + PAGE).toBeLessThanOrEqual(MAXIMUM);
        new Int32Array(memory.buffer, at, size / 4).fill(at);
        taken.set(at, size);
      } catch (error) {
        expect(String(error)).toContain("bytes are wanted");
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(10);
    for (const [at, size] of taken) heap.giveBlock(at, size);
    expect(heap.memoryStats()).toMatchObject({ live: 0, blocks: 0 });
    heap.takeBlock(MAXIMUM - 18 * PAGE);
  });
});
