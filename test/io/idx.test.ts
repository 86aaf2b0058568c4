import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/base/errors.ts";
import { decode } from "../../src/io/idx.ts";

describe("idx", () => {
  test("reads sizes and bytes, also from a part of a larger buffer", () => {
    const bytes = Buffer.from([9, 0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255, 9]);
    const { shape, data } = decode(bytes.subarray(1, 19));
    expect(shape).toEqual([2, 3]);
    expect([...data]).toEqual([1, 2, 3, 4, 5, 255]);
    expect(decode(Uint8Array.of(0, 0, 8, 0, 7))).toEqual({ shape: [], data: Uint8Array.of(7) });
    expect(decode(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0)).data.length).toBe(0);
  });

  test.each<[string, number[], string]>([
    ["no byte", [], "expected two zeros, a type and a rank"],
    ["another file", [0x1f, 0x8b, 8, 0], "expected two zeros"],
    ["other numbers", [0, 0, 13, 1, 0, 0, 0, 0], "the type is 13, expected 8"],
    ["sizes cut off", [0, 0, 8, 2, 0, 0, 0, 1, 0], "the file is 9 bytes, expected 12 for the sizes alone"],
    ["numbers cut off", [0, 0, 8, 1, 0, 0, 0, 2, 1], "the file holds 1 numbers, expected 2 for [2]"],
    ["bytes left over", [0, 0, 8, 1, 0, 0, 0, 1, 1, 1], "the file holds 2 numbers, expected 1 for [1]"],
    ["sizes that are hostile", [0, 0, 8, 2, ...Array<number>(8).fill(255)], "expected 18446744065119617000"],
  ])("refuses %s", (_, bytes, message) => {
    const call = () => decode(Uint8Array.from(bytes));
    expect(call).toThrow(FormatError);
    expect(call).toThrow(message);
  });
});
