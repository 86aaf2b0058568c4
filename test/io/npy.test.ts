import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/base/errors.ts";
import { decode, encode } from "../../src/io/npy.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import golden from "../golden/numpy-npy.json" with { type: "json" };

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const named = (name: string) => bytesOf(golden.cases.find((c) => c.name === name)!.npy);

/** A file of version 1.0 with this header and numbers. */
const file = (header: string, ...numbers: number[]) =>
  Uint8Array.of(0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0, ...Buffer.from(header), ...numbers);
const about = (shape: string, descr = "'<f4'", order = "False") =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe("npy.decode", () => {
  test.each(golden.cases)("reads what NumPy writes: $name", (c) => {
    const bytes = bytesOf(c.npy);
    const array = decode(bytes);
    const wanted = c.values.map(Number);
    expect([array.shape, array.dtype]).toEqual([c.shape, c.dtype]);
    expect(Array.from(array.data)).toEqual(c.dtype === "float32" ? wanted.map(Math.fround) : wanted);
    // Also from a part of a larger buffer, at an odd address.
    const shifted = new Uint8Array(bytes.length + 2);
    shifted.set(bytes, 1);
    expect(decode(shifted.subarray(1, -1)).data).toEqual(array.data);
  });

  test("reads half numbers, of either order", () => {
    const little = decode(file(about("(2,)", "'<f2'"), 0x00, 0x3c, 0xff, 0xfb));
    expect([little.dtype, ...little.data]).toEqual(["float32", 1, -65504]);
    expect([...decode(file(about("(2,)", "'>f2'"), 0x3c, 0x00, 0xfb, 0xff)).data]).toEqual([1, -65504]);
  });

  test("takes keys in any order, other quotes, and no trailing comma", () => {
    const text = ' {"shape" : (2,),\n"fortran_order": False, \'descr\':"|u1"} ';
    expect(Array.from(decode(file(text, 7, 8)).data)).toEqual([7, 8]);
  });

  test.each<[string, Uint8Array, string]>([
    ["no byte", new Uint8Array(0), "the file begins with something else"],
    ["another file", new Uint8Array(80), "the file begins with something else"],
    ["another version", file(about("()")).with(6, 4), "the version is 4.0, expected 1.0, 2.0 or 3.0"],
    ["a header cut off", file(about("()")).subarray(0, 40), "expected 66 for the header alone; it is cut off"],
    ["a length cut off", Uint8Array.of(0x93, ...Buffer.from("NUMPY"), 2, 0, 1, 0), "it is cut off"],
    ["numbers cut off", named("version 1").subarray(0, -1), "the file holds 11 bytes of numbers, expected 12 for [3]"],
    ["bytes left over", file(about("()"), 0, 0, 0, 0, 0), "the file holds 5 bytes of numbers, expected 4 for []"],
    ["hostile sizes", file(about("(4294967296, 4294967296)")), "expected 73786976294838210000"],
    [
      "hostile sizes that make nothing",
      file(about("(0, 99999999999999)")),
      "the array is [0, 99999999999999], expected at most",
    ],
    ["sizes of more digits", file(about("(99999999999999999999,)")), "expected a whole number"],
    ["negative sizes", file(about("(-1,)")), "expected a whole number"],
    ["too many axes", file(about(`(${"1, ".repeat(33)})`)), "expected at most 32 sizes"],
    ["no tuple", file(about("(3)")), "expected , as after the only one of a tuple"],
    ["a key twice", file("{'descr': '<f4', 'descr': '<f4'}"), "expected each of descr, fortran_order, shape once"],
    ["another key", file("{'__proto__': '<f4'}"), "expected each of"],
    ["a key missing", file("{'descr': '<f4', 'shape': ()}"), "the header has no fortran_order"],
    ["code", file("__import__('os')"), "expected {"],
    ["text behind", file(`${about("()")}x`, 0, 0, 0, 0), 'the header is "x" at character 56, expected nothing more'],
    ["structures", file(about("(1,)", "[('a', '<f4')]")), "expected a text for a type of plain numbers"],
    ["Python objects", file(about("(1,)", "'|O'")), 'descr is "|O", expected numbers such as "<f4"'],
    ["complex numbers", file(about("(1,)", "'<c8'")), 'descr is "<c8"'],
    ["long numbers", file(about("(1,)", "'<f16'")), 'descr is "<f16"'],
    ["numbers without an order", file(about("(1,)", "'|f4'"), 0, 0, 0, 0), 'descr is "|f4"'],
    ["another order", file(about("()", "'<f4'", "Maybe")), "expected True or False"],
    ["uint32 beyond", file(about("(1,)", "'<u4'"), 0, 0, 0, 128), "number 0 is 2147483648, expected a whole number of"],
    ["int64 beyond", file(about("()", "'>i8'"), 255, 255, 255, 255, 0, 0, 0, 0), "number 0 is -4294967296"],
  ])("refuses %s", (_, bytes, message) => {
    const before = memoryStats().live;
    expect(() => decode(bytes)).toThrow(FormatError);
    expect(() => decode(bytes)).toThrow(message);
    expect(memoryStats().live).toBe(before);
  });

  test("refuses headers that are long, cut off everywhere, or garbled", () => {
    const long = Buffer.alloc(20_012, " ");
    long.set([0x93, ...Buffer.from("NUMPY"), 2, 0, 0x20, 0x4e, 0, 0]);
    expect(() => decode(long)).toThrow("the header is longer, expected at most 10000 characters");
    const whole = named("version 3");
    for (let n = 0; n < whole.length; n++) expect(() => decode(whole.subarray(0, n))).toThrow(FormatError);
    for (let i = 0; i < whole.length - 12; i++) {
      const garbled = whole.with(i, whole[i]! ^ 0x55);
      try {
        expect(decode(garbled).size).toBe(3);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  });
});

describe("npy.encode", () => {
  test("writes what NumPy writes, to the byte", () => {
    for (const name of ["<f4 (2, 3)", "<i4 (2, 3)", "no axes", "no numbers", "version 1"]) {
      const bytes = named(name);
      expect(encode(decode(bytes)), name).toEqual(bytes);
    }
  });

  test("goes back and forth", () => {
    for (const t of [
      tensor([
        [1.5, Number.NaN],
        [-0, Infinity],
      ]),
      tensor(Int32Array.of(-(2 ** 31), 7)),
      zeros([3, 0, 2]),
    ]) {
      const back = decode(encode(t));
      expect([back.shape, back.dtype, back.data]).toEqual([t.shape, t.dtype, t.data]);
    }
  });
});
