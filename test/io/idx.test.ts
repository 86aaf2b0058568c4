import { describe, expect, test } from "vitest";
import { FormatError, ValueError } from "../../src/base/errors.ts";
import { decode, encode, type IdxData } from "../../src/io/idx.ts";

describe("idx", () => {
  test("reads sizes and bytes, also from a part of a larger buffer", () => {
    const bytes = Buffer.from([9, 0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255, 9]);
    const { shape, data } = decode(bytes.subarray(1, 19));
    expect(shape).toEqual([2, 3]);
    expect([...data]).toEqual([1, 2, 3, 4, 5, 255]);
    expect(decode(Uint8Array.of(0, 0, 8, 0, 7))).toEqual({ shape: [], data: Uint8Array.of(7) });
    expect(decode(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0)).data.length).toBe(0);
  });

  test.each<[IdxData, number[]]>([
    [Uint8Array.of(1, 255), [8, 1, 255]],
    [Int8Array.of(1, -1), [9, 1, 255]],
    [Int16Array.of(258, -2), [11, 1, 2, 255, 254]],
    [Int32Array.of(258, -2), [12, 0, 0, 1, 2, 255, 255, 255, 254]],
    [Float32Array.of(1, -0.5), [13, 0x3f, 0x80, 0, 0, 0xbf, 0, 0, 0]],
    [Float64Array.of(1, -0.5), [14, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xbf, 0xe0, 0, 0, 0, 0, 0, 0]],
  ])("reads and writes numbers of every type, big-endian: %o", (data, [code, ...numbers]) => {
    const bytes = Uint8Array.of(0, 0, code!, 2, 0, 0, 0, 1, 0, 0, 0, 2, ...numbers);
    expect(encode({ shape: [1, 2], data })).toEqual(bytes);
    expect(decode(bytes)).toEqual({ shape: [1, 2], data });
    expect(() => decode(bytes.subarray(0, -1))).toThrow(FormatError);
  });

  test("writes no sizes that do not fit", () => {
    expect(encode({ shape: [], data: Uint8Array.of(7) })).toEqual(Uint8Array.of(0, 0, 8, 0, 7));
    for (const shape of [[2], [-1], [0.5], [2 ** 32], Array<number>(256).fill(1)]) {
      expect(() => encode({ shape, data: Uint8Array.of(7) })).toThrow(ValueError);
    }
  });

  test.each<[string, number[], string]>([
    ["no byte", [], "expected two zeros, a type and a rank"],
    ["another file", [0x1f, 0x8b, 8, 0], "expected two zeros"],
    ["other numbers", [0, 0, 10, 1, 0, 0, 0, 0], "the type is 10, expected 8, 9, or 11 to 14"],
    ["sizes cut off", [0, 0, 8, 2, 0, 0, 0, 1, 0], "the file is 9 bytes, expected 12 for the sizes alone"],
    ["numbers cut off", [0, 0, 8, 1, 0, 0, 0, 2, 1], "the file holds 1 bytes of numbers, expected 2 for [2]"],
    ["bytes left over", [0, 0, 8, 1, 0, 0, 0, 1, 1, 1], "the file holds 2 bytes of numbers, expected 1 for [1]"],
    ["sizes that are hostile", [0, 0, 8, 2, ...Array<number>(8).fill(255)], "expected 18446744065119617000"],
  ])("refuses %s", (_, bytes, message) => {
    const call = () => decode(Uint8Array.from(bytes));
    expect(call).toThrow(FormatError);
    expect(call).toThrow(message);
  });
});
