import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type * as Creation from "../../src/tensor/creation.ts";
import type * as EngineModule from "../../src/wasm/engine.ts";
import type * as InitModule from "../../src/wasm/init.ts";
import { hasRelaxedSimd } from "../../src/wasm/features.ts";

// Each test has an engine of its own, which has not started yet.

const { Memory } = WebAssembly;
const MIB = 2 ** 20;

let init: typeof InitModule.init;
let engine: typeof EngineModule.engine;
let tensor: typeof Creation.tensor;

beforeEach(async () => {
  vi.resetModules();
  ({ engine } = await import("../../src/wasm/engine.ts"));
  ({ init } = await import("../../src/wasm/init.ts"));
  ({ tensor } = await import("../../src/tensor/creation.ts"));
});

afterEach(() => {
  WebAssembly.Memory = Memory;
  vi.unstubAllGlobals();
});

function build(name: "plain" | "relaxed"): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(`../../build/${name}.wasm`, import.meta.url)));
}

/** A host that grants at most so much memory. */
function grant(bytes: number): void {
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if (descriptor.maximum! * 65536 > bytes) throw new RangeError("could not allocate memory");
      super(descriptor);
    }
  };
}

describe("the engine", () => {
  test("starts by itself, with the fastest build that the host runs", async () => {
    expect(tensor([1, 2]).toArray()).toEqual([1, 2]);
    const { simd, threads, shared, maximumMemory, why } = await init();
    expect(simd).toBe(process.env.WANT_BUILD);
    expect([threads, shared, maximumMemory]).toEqual([1, true, 4096 * MIB]);
    expect(why).toBe(hasRelaxedSimd() ? "" : "the host has no relaxed SIMD");
  });

  test("runs the plain build if asked, and knows why it has nothing better", async () => {
    const report = await init({ simd: "plain" });
    expect(report.simd).toBe("plain");
    expect(report.why).toBe(hasRelaxedSimd() ? "" : "the host has no relaxed SIMD");
    expect(tensor([3]).item()).toBe(3);
  });

  test("runs the relaxed build where the host does, and refuses it elsewhere", async () => {
    if (hasRelaxedSimd()) expect((await init({ simd: "relaxed" })).simd).toBe("relaxed");
    else {
      await expect(init({ simd: "relaxed" })).rejects.toThrow(
        'init: simd is "relaxed", which this host does not run; expected "plain"',
      );
      expect((await init({ simd: "plain" })).simd).toBe("plain"); // a refusal is not a start
    }
  });

  test("refuses a build that there is not", async () => {
    await expect(init({ simd: "fast" as never })).rejects.toThrow('init: simd is fast, expected "plain" or "relaxed"');
  });
});

describe("maximumMemory", () => {
  test.each([NaN, -1, 0, 0.5, 65536, 3 * MIB + 1, 4096 * MIB + 65536, Infinity, "a", null])(
    "of %s is refused",
    async (bytes) => {
      await expect(init({ maximumMemory: bytes as never })).rejects.toThrow(
        `init: maximumMemory is ${bytes}, expected a multiple of 65536 from `,
      );
      await expect(init({ maximumMemory: bytes as never })).rejects.toMatchObject({ name: "EngineError" });
      expect((await init({ maximumMemory: 3 * MIB })).maximumMemory).toBe(3 * MIB);
    },
  );

  test("is kept to the byte", async () => {
    await init({ maximumMemory: 8 * MIB });
    const { memory } = engine();
    expect(() => memory.grow((8 * MIB - memory.buffer.byteLength) / 65536)).not.toThrow();
    expect(() => memory.grow(1)).toThrow();
  });

  test("is 4 GiB, or what the host grants: 2, or 1", async () => {
    grant(2048 * MIB);
    expect((await init()).maximumMemory).toBe(2048 * MIB);
  });

  test("is 1 GiB where the host grants no more", async () => {
    grant(1024 * MIB + 5);
    expect((await init()).maximumMemory).toBe(1024 * MIB);
  });

  test("is not lowered if it was asked for", async () => {
    grant(1024 * MIB);
    await expect(init({ maximumMemory: 2048 * MIB })).rejects.toThrow(
      "init: the host grants no memory: RangeError: could not allocate memory; ask for less by maximumMemory",
    );
    grant(MIB);
    await expect(init()).rejects.toThrow("init: the host grants no memory");
    expect(() => tensor([1])).toThrow("init: the host grants no memory");
    WebAssembly.Memory = Memory;
    expect(tensor([1]).item()).toBe(1);
  });
});

describe("a second init", () => {
  test("answers the same if it asks for the same, or for nothing", async () => {
    const report = await init({ simd: "plain", maximumMemory: 8 * MIB });
    expect(await init()).toEqual(report);
    expect(await init({ simd: "plain", maximumMemory: 8 * MIB })).toEqual(report);
  });

  test("cannot change what has started", async () => {
    tensor([1]);
    await init();
    const other = engine().simd === "plain" ? "relaxed" : "plain";
    await expect(init({ simd: other })).rejects.toThrow(
      `init: simd is ${engine().simd} since the first use, expected ${other}; call init first`,
    );
    await expect(init({ maximumMemory: 8 * MIB })).rejects.toThrow("init: maximumMemory is 4294967296 since the first");
    await expect(init({ module: build("plain") })).rejects.toMatchObject({ name: "EngineError" });
    expect(tensor([1]).item()).toBe(1);
  });
});

describe("a compiled module", () => {
  test("runs instead of the inlined one", async () => {
    const { simd, shared } = await init({ module: build("plain") });
    expect([simd, shared]).toEqual(["plain", true]);
    expect(tensor([1, 2]).toArray()).toEqual([1, 2]);
  });

  test.runIf(hasRelaxedSimd())("may be the relaxed build", async () => {
    expect((await init({ module: build("relaxed") })).simd).toBe("relaxed");
    expect(tensor([1, 2]).toArray()).toEqual([1, 2]);
  });

  test("is refused unless it is one of ours", async () => {
    const foreign = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    for (const module of [foreign, {}, new Uint8Array(4)]) {
      await expect(init({ module: module as WebAssembly.Module })).rejects.toThrow(
        /^init: the module does not link: .*; expected one of wasmgrad\/wasm\/\*\.wasm of this version$/,
      );
      await expect(init({ module: module as WebAssembly.Module })).rejects.toMatchObject({ name: "EngineError" });
    }
    expect(tensor([1]).item()).toBe(1);
  });
});

describe("shared memory", () => {
  test("is not used on a page that is not isolated, which says so", async () => {
    vi.stubGlobal("crossOriginIsolated", false);
    const { shared, why } = await init({ simd: "plain" });
    expect(shared).toBe(false);
    expect(why).toContain("the page is not cross-origin isolated; serve it with COOP: same-origin and COEP");
    expect(engine().memory.buffer).toBeInstanceOf(ArrayBuffer);
    expect(tensor([1, 2]).toArray()).toEqual([1, 2]);
  });

  test("is used on a page that is", async () => {
    vi.stubGlobal("crossOriginIsolated", true);
    expect((await init()).shared).toBe(true);
  });
});
