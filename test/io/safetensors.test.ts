import { describe, expect, test } from "vitest";
import { FormatError, ValueError } from "../../src/base/errors.ts";
import { dataStartOf, decode, encode, inspect } from "../../src/io/safetensors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { noise } from "../helpers/random.ts";

/** A file with this header and `dataBytes` bytes behind it. */
function file(header: string | Uint8Array, dataBytes = 0, length?: number | bigint): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (begin: number, end: number, shape = `[${(end - begin) / 4}]`, dtype = "F32") =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

describe("encode", () => {
  test("writes what the reference implementation writes", () => {
    const t = tensor([0, 1, 2, 3, 4, 5], [1, 1, 2, 3]);
    const text = '{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       ';
    const expected = file(text, 24);
    expected.set(new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer), 8 + text.length);
    expect([...encode(new Map([["attn0", t]]))]).toEqual([...expected]);
    expect([...encode(new Map())]).toEqual([8, 0, 0, 0, 0, 0, 0, 0, 123, 125, 32, 32, 32, 32, 32, 32]);
    const text40 = '{"__metadata__":{"framework":"pt"}}     ';
    expect([...encode(new Map(), new Map([["framework", "pt"]]))]).toEqual([...file(text40)]);
  });

  test("refuses names that the format cannot hold", () => {
    expect(() => encode(new Map([["__metadata__", zeros([1])]]))).toThrow(ValueError);
    expect(() => encode(new Map([["a\ud800", zeros([1])]]))).toThrow("encode: the name");
    expect(() => encode(new Map(), new Map([["a", "\udc00"]]))).toThrow(ValueError);
  });
});

describe("decode", () => {
  const words = (data: ArrayBufferView, dtype: string, count = data.byteLength): Uint8Array => {
    const bytes = file(`{"a":${entry(0, data.byteLength, `[${count}]`, dtype)}}`, data.byteLength);
    bytes.set(new Uint8Array(data.buffer), bytes.length - data.byteLength);
    return bytes;
  };
  const read = (bytes: Uint8Array): Tensor => decode(bytes).tensors.get("a")!;

  test("makes float32 of floating-point numbers of any width", () => {
    const halves = Uint16Array.of(0x3c00, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x3555, 0xfc00, 0x7e00, 0x8000, 0xc000);
    const expected = [1, 65504, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, 0.333251953125, -Infinity, NaN, -0, -2];
    expect([...read(words(halves, "F16", 10)).data]).toEqual(expected);
    const floats = Float32Array.of(1, -2.5, 3e38, NaN, -Infinity, -0, 1e-40).map((v) => {
      const bits = new Uint32Array(Float32Array.of(v).buffer);
      return new Float32Array(bits.map((b) => b & 0xffff0000).buffer)[0]!;
    });
    const upper = Uint16Array.from(new Uint32Array(floats.buffer), (b) => b >>> 16);
    expect([...read(words(upper, "BF16", 7)).data]).toEqual([...floats]);
    const f64 = read(words(Float64Array.of(0.1, 1e300, -Infinity), "F64", 3));
    expect([f64.dtype, ...f64.data]).toEqual(["float32", Math.fround(0.1), Infinity, -Infinity]);
  });

  test("makes int32 of whole numbers and booleans, and refuses what does not fit", () => {
    const counts = read(words(BigInt64Array.of(-(2n ** 31n), 2n ** 31n - 1n), "I64", 2));
    expect([counts.dtype, ...counts.data]).toEqual(["int32", -(2 ** 31), 2 ** 31 - 1]);
    expect([...read(words(Uint8Array.of(0, 1, 255), "U8", 3)).data]).toEqual([0, 1, 255]);
    expect([...read(words(Int8Array.of(-1, 127), "I8", 2)).data]).toEqual([-1, 127]);
    expect([...read(words(Int16Array.of(-300), "I16", 1)).data]).toEqual([-300]);
    expect([...read(words(Uint8Array.of(1, 0), "BOOL", 2)).data]).toEqual([1, 0]);
    const before = memoryStats().live;
    for (const [data, dtype] of [
      [BigInt64Array.of(0n, 2n ** 31n), "I64"],
      [BigUint64Array.of(0n, 2n ** 63n), "U64"],
      [Uint32Array.of(0, 2 ** 31), "U32"],
    ] as const) {
      expect(() => read(words(data, dtype, 2))).toThrow(
        /^safetensors: "a": number 1 is \d+, expected a whole number of 32 bits$/,
      );
    }
    expect(memoryStats().live).toBe(before);
  });

  test("gives back what encode was given, bit by bit and in order", () => {
    const odd = tensor(Float32Array.of(Number.NaN, Infinity, -0, 1e-45, 3.5), [5]);
    const given = new Map<string, Tensor>([
      ["z", odd],
      ["__proto__", tensor(Int32Array.of(-1, 2 ** 31 - 1), [2, 1])],
      ['quote " \\ \n é 𝄞', tensor(2)],
      ["", zeros([0, 3])],
    ]);
    const metadata = new Map([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    const { tensors, metadata: texts } = decode(encode(given, metadata));
    expect([...tensors.keys()]).toEqual([...given.keys()]);
    expect([...texts]).toEqual([...metadata]);
    for (const [name, t] of given) {
      const got = tensors.get(name)!;
      expect([got.shape, got.dtype]).toEqual([t.shape, t.dtype]);
      expect([...new Uint32Array(got.data.buffer)]).toEqual([...new Uint32Array(t.data.buffer)]);
    }
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("reads numbers that are not aligned, from a part of a larger buffer, and in any order of names", () => {
    const bytes = file(`{"b":${entry(4, 12)}, "a" : ${entry(0, 4, "[]", "I32")}}\n `, 12);
    const view = new DataView(bytes.buffer, bytes.length - 12);
    view.setInt32(0, 7, true);
    view.setFloat32(4, 1.5, true);
    view.setFloat32(8, -2, true);
    const larger = Buffer.concat([Buffer.alloc(3), bytes, Buffer.alloc(5)]);
    const { tensors } = decode(larger.subarray(3, 3 + bytes.length));
    expect([...tensors.keys()]).toEqual(["b", "a"]);
    expect(tensors.get("a")!.item()).toBe(7);
    expect(tensors.get("b")!.toArray()).toEqual([1.5, -2]);
  });

  test.each<[string, Uint8Array, string]>([
    ["no byte", new Uint8Array(0), "the file is 0 bytes, expected at least 8"],
    ["half a length", new Uint8Array(7), "the file is 7 bytes, expected at least 8"],
    ["no header", file("", 4), "begins with something else, expected {"],
    ["a header cut off", file("{}", 0, 3), "the file is 10 bytes, expected at least 11 for its header; it is cut off"],
    ["a header too long", file("{}", 0, 100_000_001), "the header is 100000001 bytes, expected at most 100000000"],
    ["a length of 2^64 - 1", file("{}", 0, 2n ** 64n - 1n), "expected at most 100000000"],
    ["white space first", file(" {}"), "begins with something else, expected {"],
    ["a byte order mark", file(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)), "begins with something else"],
    ["bytes that are not UTF-8", file(Uint8Array.of(0x7b, 0xff, 0x7d)), "the header is not UTF-8"],
    ["text behind the header", file("{} x"), 'the header is "x" at character 3, expected nothing more'],
    ["no end", file('{"a":'), "the header is its end at character 5, expected {"],
    ["a string without end", file('{"a'), 'the header is "\\"a" at character 1, expected a string'],
    ["a backslash at the end", file('{"a\\'), "expected a string"],
    ["a bad escape", file('{"\\x":1}'), "expected a string"],
    ["a control character", file('{"a\u0001":1}'), "expected a string"],
    ["a lone surrogate", file('{"\\ud800":1}'), "has a string that is not Unicode"],
    ["a comma too many", file(`{"a":${entry(0, 0)},}`), "expected a string"],
    ["an array", file("{[]}"), "expected a string"],
    ["null", file('{"a":null}'), 'the header is "null}" at character 5, expected {'],
    ["depth", file(`{"a":${"[".repeat(100_000)}`), "expected {"],
    ["a name twice", file(`{"a":${entry(0, 4)},"a":${entry(0, 4)}}`, 4), 'has the key "a" twice'],
    ["a name twice by an escape", file(`{"a":${entry(0, 4)},"\\u0061":${entry(0, 4)}}`, 4), 'has the key "a" twice'],
    ["a field twice", file('{"a":{"dtype":"F32","dtype":"I32","shape":[],"data_offsets":[0,4]}}', 4), "twice"],
    ["metadata twice", file('{"__metadata__":{},"__metadata__":{}}'), 'has the key "__metadata__" twice'],
    ["metadata that is no text", file('{"__metadata__":{"a":1}}'), "expected a string"],
    ["metadata that is nested", file('{"__metadata__":{"a":{}}}'), "expected a string"],
    ["no shape", file('{"a":{"dtype":"F32","data_offsets":[0,4]}}', 4), '"a" is incomplete'],
    ["no dtype", file('{"a":{"shape":[1],"data_offsets":[0,4]}}', 4), '"a" is incomplete'],
    ["three offsets", file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}', 4), '"a" is incomplete'],
    ["a strange field", file('{"a":{"__proto__":{}}}'), '"a" has "__proto__", expected dtype'],
    ["another dtype", file(`{"a":${entry(0, 4, "[1]", "C64")}}`, 4), '"a" is "C64", expected one of F16, BF16, F32'],
    [
      "another width",
      file(`{"a":${entry(0, 4, "[1]", "BF16")}}`, 4),
      '"a" is 4 bytes, expected 2 for each number of [1]',
    ],
    ["a dtype named as a property", file(`{"a":${entry(0, 4, "[1]", "toString")}}`, 4), 'is "toString", expected'],
    ["a negative size", file(`{"a":${entry(0, 4, "[-1]")}}`, 4), "expected a whole number"],
    ["a fraction", file(`{"a":${entry(0, 4, "[1.0]")}}`, 4), "expected a whole number"],
    ["an exponent", file(`{"a":${entry(0, 4, "[1e0]")}}`, 4), "expected a whole number"],
    ["an infinity", file(`{"a":${entry(0, 4, "[1e999]")}}`, 4), "expected a whole number"],
    ["a leading zero", file(`{"a":${entry(0, 4, "[01]")}}`, 4), "expected a whole number"],
    ["2^53", file(`{"a":${entry(0, 4, "[9007199254740992]")}}`, 4), "expected a whole number"],
    ["sizes that overflow", file(`{"a":${entry(0, 4, `[${"4294967296,".repeat(40)}1]`)}}`, 4), '"a" is 4 bytes'],
    ["sizes that overflow to none", file(`{"a":${entry(0, 0, `[${"4294967296,".repeat(40)}0]`)}}`), '"a" is 0 bytes'],
    ["too few bytes", file(`{"a":${entry(0, 4, "[2]")}}`, 4), '"a" is 4 bytes, expected 4 for each number of [2]'],
    ["an end before the beginning", file(`{"a":${entry(4, 0, "[1]")}}`, 4), '"a" is -4 bytes'],
    ["an overlap", file(`{"a":${entry(0, 8)},"b":${entry(4, 12)}}`, 12), '"b" begins at 4, expected 8; it overlaps'],
    ["one range for two", file(`{"a":${entry(0, 4)},"b":${entry(0, 4)}}`, 4), '"b" begins at 0, expected 4'],
    [
      "a hole",
      file(`{"a":${entry(0, 4)},"b":${entry(8, 12)}}`, 12),
      '"b" begins at 8, expected 4; the file has a hole',
    ],
    ["a hole at the beginning", file(`{"a":${entry(4, 8)}}`, 8), '"a" begins at 4, expected 0'],
    ["numbers cut off", file(`{"a":${entry(0, 8)}}`, 7), "holds 7 bytes of numbers, expected 8; it is cut off"],
    ["bytes left over", file(`{"a":${entry(0, 8)}}`, 9), "holds 9 bytes of numbers, expected 8; something follows"],
    ["bytes without a tensor", file("{}", 1), "holds 1 bytes of numbers, expected 0"],
    ["far more than the file", file(`{"a":${entry(0, 4 * 2 ** 30)}}`, 4), "expected 4294967296; it is cut off"],
    ["more than a tensor holds", file(`{"a":${entry(0, 2 ** 50)}}`, 4), '"a" is 1125899906842624 bytes'],
  ])("refuses %s", (_, bytes, message) => {
    const before = memoryStats();
    const call = () => decode(bytes);
    expect(call).toThrow(FormatError);
    expect(call).toThrow(message);
    expect(memoryStats()).toEqual(before);
  });

  test("keeps messages short whatever the name", () => {
    const name = "x".repeat(1e6);
    let message = "";
    try {
      decode(file(`{"${name}":${entry(0, 4)},"${name}":${entry(0, 4)}}`, 4));
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.length).toBeLessThan(200);
  });
});

describe("hostile bytes", () => {
  const whole = (n: number) => Math.floor(((noise() + 1) / 2) * n);

  function randomFile(): Uint8Array {
    const names = ["0.weight", "__proto__", "b\"'\\", "π", "toString", "3"].slice(whole(4));
    const tensors = names.map((name): [string, Tensor] => {
      const shape = Array.from({ length: whole(4) }, () => whole(4));
      return [name, zeros(shape, whole(2) === 0 ? "int32" : "float32")];
    });
    return encode(new Map(tensors), new Map(whole(2) === 0 ? [] : [["format", "pt"]]));
  }

  test("are refused as FormatError, or read whole, after any change", () => {
    const signs = new TextEncoder().encode('{}[]",:\\0123456789-.eE \u0000\u00ff_FI');
    let read = 0;
    for (let round = 0; round < 3000; round++) {
      const before = memoryStats().live;
      let bytes: Uint8Array = scope(randomFile);
      for (let change = whole(3); change >= 0; change--) {
        const at = whole(bytes.length);
        const kind = whole(4);
        if (kind === 0) bytes[at] = whole(256);
        else if (kind === 1) bytes[at] = signs[whole(signs.length)]!;
        else if (kind === 2) bytes = bytes.slice(0, at);
        else bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + whole(9))]);
        if (bytes.length === 0) break;
      }
      try {
        scope(() => {
          const { tensors } = decode(bytes);
          const numbers = [...tensors.values()].reduce((sum, t) => sum + t.data.byteLength, 0);
          expect(numbers).toBeLessThanOrEqual(bytes.length);
          read++;
        });
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
      expect(memoryStats().live).toBe(before);
    }
    expect(read).toBeGreaterThan(50); // a change in a number or a name is no error
    expect(read).toBeLessThan(2000);
  });
});

describe("inspect", () => {
  const header = `{"b":${entry(8, 16, "[2,2]", "BF16")},"__metadata__":{"format":"pt"},"a":${entry(0, 8, "[]", "I64")}}`;

  test("tells names, dtypes, shapes and texts, of dtypes that decode refuses, too", () => {
    const { tensors, metadata } = inspect(file(header, 16));
    expect([...tensors]).toEqual([
      ["b", { dtype: "BF16", shape: [2, 2], bytes: 8 }],
      ["a", { dtype: "I64", shape: [], bytes: 8 }],
    ]);
    expect([...metadata]).toEqual([["format", "pt"]]);
  });

  test("needs only the header's bytes, and the length of the file", () => {
    const all = file(header, 16);
    const dataStart = dataStartOf(all.subarray(0, 8), all.length);
    expect(dataStart).toBe(8 + header.length);
    expect(inspect(all.subarray(0, dataStart), all.length)).toEqual(inspect(all));
  });

  const backwards = file(`{"a":${entry(0, 4)},"b":${entry(4, 0, "[0]")}}`);
  test.each<[string, Uint8Array, number, string]>([
    ["a file cut off", file(header), file(header).length + 15, "it is cut off"],
    ["an end before the beginning", backwards, backwards.length, '"b" is -4 bytes, expected 0 or more'],
    ["a header cut off", file(header), 20, "it is cut off"],
    ["no file", new Uint8Array(0), 0, "the file is 0 bytes"],
  ])("refuses %s", (_, head, length, message) => {
    expect(() => inspect(head, length)).toThrow(FormatError);
    expect(() => inspect(head, length)).toThrow(message);
  });
});
