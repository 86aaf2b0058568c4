import { describe, expect, test } from "vitest";
import { engine } from "../../src/wasm/engine.ts";
import { blockSize, giveBlock, memoryStats, takeBlock } from "../../src/wasm/heap.ts";
import { HEAP, PAGE } from "../../src/wasm/layout.ts";

describe("blockSize", () => {
  test("is a multiple of 64 that wastes at most an eighth, or less than 64 bytes", () => {
    let before = 0;
    for (let bytes = 1; bytes < 2 ** 32; bytes = bytes < 5000 ? bytes + 1 : Math.floor(bytes * 1.01)) {
      const size = blockSize(bytes);
      const fits = size >= bytes && size >= before && size - bytes < Math.max(64, bytes / 8);
      if (!fits || size % 64 !== 0 || blockSize(size) !== size) expect.fail(`${bytes} bytes get ${size}`);
      before = size;
    }
  });
});

describe("blocks", () => {
  test("begin at multiples of 64, beyond page 0 and the scratch block, and do not overlap", () => {
    const sizes = [64, 64, 128, 1024, 2048, 640, 8 * PAGE].map(blockSize);
    const blocks = sizes.map((size) => ({ at: takeBlock(size), size })).sort((a, b) => a.at - b.at);
    let end = HEAP + (1 << 20);
    for (const { at, size } of blocks) {
      expect(at % 64).toBe(0);
      expect(at).toBeGreaterThanOrEqual(end);
      end = at + size;
    }
    for (const { at, size } of blocks) giveBlock(at, size);
  });

  test("of one size are used again, the last first", () => {
    const [a, b] = [takeBlock(192), takeBlock(192)];
    giveBlock(a, 192);
    giveBlock(b, 192);
    expect([takeBlock(192), takeBlock(192)]).toEqual([b, a]);
    giveBlock(a, 192);
    giveBlock(b, 192);
  });

  test("are counted", () => {
    const before = memoryStats();
    const at = takeBlock(4096);
    expect(memoryStats()).toMatchObject({ live: before.live + 4096, blocks: before.blocks + 1 });
    giveBlock(at, 4096);
    expect(memoryStats()).toMatchObject({ live: before.live, blocks: before.blocks });
    expect(memoryStats().peak).toBeGreaterThanOrEqual(before.live + 4096);
  });

  test("make the memory grow, which keeps addresses and contents, and leaves the last page free", () => {
    const at = takeBlock(64);
    new Int32Array(engine().memory.buffer, at, 1)[0] = 77;
    const { reserved } = memoryStats();
    const size = blockSize(2 * reserved);
    const large = takeBlock(size);
    expect(memoryStats().reserved).toBe(engine().memory.buffer.byteLength);
    expect(large + size + PAGE).toBeLessThanOrEqual(memoryStats().reserved);
    expect(new Int32Array(engine().memory.buffer, at, 1)[0]).toBe(77);
    giveBlock(large, size);
    expect(takeBlock(size)).toBe(large);
    giveBlock(large, size);
    giveBlock(at, 64);
  });
});
