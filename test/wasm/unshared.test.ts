import { readFileSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type * as Api from "../../src/index.ts";
import type * as EngineModule from "../../src/wasm/engine.ts";

// A host without SharedArrayBuffer: the same binary, with one bit changed, on memory of its own.

const { SharedArrayBuffer } = globalThis;

let api: typeof Api;
let engine: typeof EngineModule.engine;

beforeEach(async () => {
  delete (globalThis as Partial<typeof globalThis>).SharedArrayBuffer;
  vi.resetModules();
  api = await import("../../src/index.ts");
  ({ engine } = await import("../../src/wasm/engine.ts"));
});

afterAll(() => {
  globalThis.SharedArrayBuffer = SharedArrayBuffer;
});

describe("without shared memory", () => {
  test("the engine starts, and says what is missing", async () => {
    const report = await api.init({ simd: "plain" });
    expect(report.shared).toBe(false);
    expect(report.why).toContain("the host has no SharedArrayBuffer");
    expect(engine().memory.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test("a step gives the bits that it gives on shared memory", async () => {
    const step = ({ tensor, variable, linear, relu, sum, gradients }: typeof Api) => {
      const values = (n: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i + n));
      const w = variable(tensor(values(50 * 30), [50, 30]));
      const loss = sum(relu(linear(tensor(values(40 * 30), [40, 30]), w, tensor(values(50)))));
      return [loss.data, gradients(loss).get(w)!.data].map((v) => Array.from(new Uint32Array(v.buffer)));
    };
    const unshared = step(api);
    expect(engine().shared).toBe(false);
    globalThis.SharedArrayBuffer = SharedArrayBuffer;
    vi.resetModules();
    expect(step(await import("../../src/index.ts"))).toEqual(unshared);
  });

  test("growth, which detaches every view, loses nothing", () => {
    const { tensor, zeros, add, memoryStats } = api;
    const x = tensor([1, 2, 3]);
    const data = x.data;
    const pending = add(x, 1);
    const { buffer } = engine().memory;
    const { reserved } = memoryStats();
    const large = zeros([reserved / 2]);
    expect(buffer.byteLength).toBe(0); // detached
    expect(memoryStats().reserved).toBeGreaterThan(reserved);
    expect([data.length, x.toArray(), pending.toArray()]).toEqual([3, [1, 2, 3], [2, 3, 4]]);
    expect(large.data.every((v) => v === 0)).toBe(true);
  });

  test("a module compiled for shared memory is refused with the reason", async () => {
    const binary = new Uint8Array(readFileSync(new URL("../../build/plain.wasm", import.meta.url)));
    await expect(api.init({ module: new WebAssembly.Module(binary) })).rejects.toThrow(
      /^init: the module does not link: .*; expected one of .*, compiled by this page with its memory import unshared$/,
    );
    const { setShared } = await import("../../src/wasm/binary.ts");
    setShared(binary, false);
    expect((await api.init({ module: new WebAssembly.Module(binary) })).shared).toBe(false);
    expect(api.tensor([1]).item()).toBe(1);
  });
});
