import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EngineError } from "../../src/base/errors.ts";
import { decode, pieces, setShared } from "../../src/wasm/binary.ts";
import { hasRelaxedSimd } from "../../src/wasm/features.ts";
import { PIECES } from "../../src/wasm/generated/binaries.ts";
import { noise } from "../helpers/random.ts";

const BUILDS = hasRelaxedSimd() ? (["plain", "relaxed"] as const) : (["plain"] as const);

function inlined(build: "plain" | "relaxed"): Uint8Array<ArrayBuffer> {
  return decode(pieces(PIECES, build === "relaxed"));
}

function links(binary: Uint8Array<ArrayBuffer>, shared: boolean): boolean {
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 64, shared });
  try {
    new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
    return true;
  } catch {
    return false;
  }
}

test("decode reads hexadecimal digits", () => {
  expect(decode("")).toEqual(new Uint8Array(0));
  expect(decode("00ff0a9b")).toEqual(Uint8Array.of(0, 255, 10, 155));
});

test.each(["plain", "relaxed"] as const)("the pieces make up the %s build", (build) => {
  const file = readFileSync(new URL(`../../build/${build}.wasm`, import.meta.url));
  expect(file.equals(inlined(build))).toBe(true);
});

test("pieces of the second build fall back on those of the first", () => {
  expect(pieces("a,b,c,,d,e", false)).toBe("acd");
  expect(pieces("a,b,c,,d,e", true)).toBe("bce");
});

describe("setShared", () => {
  test.each(["plain", "relaxed"] as const)("changes one bit of the %s build, there and back", (build) => {
    const original = inlined(build);
    const changed = original.slice();
    setShared(changed, false);
    const places = [...original.keys()].filter((i) => original[i] !== changed[i]);
    expect(places.length).toBe(1);
    expect(original[places[0]!]! ^ changed[places[0]!]!).toBe(2);
    setShared(changed, false);
    setShared(changed, true);
    expect(changed.every((byte, i) => byte === original[i])).toBe(true);
  });

  test.each(BUILDS)("fits the %s build to either kind of memory", (build) => {
    for (const shared of [true, false]) {
      const binary = inlined(build);
      setShared(binary, shared);
      expect([links(binary, shared), links(binary, !shared)]).toEqual([true, false]);
    }
  });

  test("refuses what imports no memory, at any length, without changing it", () => {
    const whole = inlined("plain");
    const header = whole.slice(0, 8);
    const cases = [
      new Uint8Array(0),
      header,
      Uint8Array.of(...header, 1, 4, 1, 96, 0, 0), // types alone
      Uint8Array.of(...header, 2, 1, 0), // no imports
      Uint8Array.of(...header, 2, 7, 1, 1, 97, 1, 98, 0, 0), // a function
      Uint8Array.of(...header, 2, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128), // a number without end
      Uint8Array.of(...header, 1, 255, 255, 255, 255, 255, 255, 255, 127, 2, 0), // a section beyond the end
      Uint8Array.of(...header, 2, 9, 1, 255, 255, 255, 255, 15, 97, 1, 98, 2, 3), // a name beyond the end
      new Uint8Array(1000).fill(128),
      new Uint8Array(1000),
    ];
    for (const binary of cases) {
      const before = binary.slice();
      expect(() => setShared(binary, false)).toThrow(EngineError);
      expect(binary).toEqual(before);
    }
  });

  test("comes to an end on damaged bytes", () => {
    const whole = inlined("plain");
    const start = whole.subarray(0, 400);
    for (let length = 0; length < start.length; length++) attempt(start.slice(0, length));
    for (let i = 0; i < 5000; i++) {
      const damaged = start.slice();
      for (let k = 0; k < 4; k++) damaged[Math.floor((noise() + 1) * 200)] = Math.floor((noise() + 1) * 128);
      attempt(damaged);
    }
  });
});

/** Any outcome but another error than ours, or none. */
function attempt(binary: Uint8Array): void {
  try {
    setShared(binary, false);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
  }
}
