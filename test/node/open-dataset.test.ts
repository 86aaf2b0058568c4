import { truncateSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DTypeError, FileError, FormatError, IndexError } from "../../src/base/errors.ts";
import { RandomStream } from "../../src/base/philox.ts";
import { ArrayDataset, collect } from "../../src/data/index.ts";
import { encode as encodeIdx, type IdxData } from "../../src/io/idx.ts";
import { encode as encodeNpy } from "../../src/io/npy.ts";
import { openDataset } from "../../src/node/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { fit } from "../../src/train/index.ts";
import { upTo } from "../helpers/elements.ts";
import { openFiles, scratch } from "../helpers/scratch.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

const files = scratch();
const idx = (name: string, shape: readonly number[], data: IdxData) => files.write(name, encodeIdx({ shape, data }));
const npy = (name: string, data: Float32Array | Int32Array, shape: readonly number[]) =>
  files.write(name, encodeNpy(tensor(data, shape)));

/** An npy file of any type, by its header and its bytes. */
function raw(name: string, descr: string, shape: string, data: ArrayBufferView, fortran = "False"): string {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`.padEnd(117) + "\n";
  const prefix = [0x93, ..."NUMPY"].map((c) => (typeof c === "string" ? c.charCodeAt(0) : c));
  const body = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return files.write(name, Buffer.concat([Uint8Array.from([...prefix, 1, 0, 118, 0]), Buffer.from(header), body]));
}

const labels = npy("labels.npy", Int32Array.from(upTo(20)), [20]);

describe("openDataset", () => {
  test("trains with the bits of the same samples in memory, shuffled wholly", async () => {
    const data = compared(75);
    using opened = openDataset(
      npy("x.npy", data.x.data as Float32Array, [75, 2]),
      npy("y.npy", data.y.data as Int32Array, [75]),
    );
    expect([opened.length, opened.x, opened.y]).toEqual([
      75,
      { shape: [2], dtype: "float32" },
      { shape: [], dtype: "int32" },
    ]);
    const trained = async (on: typeof data | typeof opened) => {
      const model = network();
      await fit(model, on, options(model, { batchSize: 16, validation: 0.2 }));
      return bits(model);
    };
    expect(await trained(opened)).toEqual(await trained(data));
  });

  test("reads any rows, in any order, alone and in runs", () => {
    const numbers = Float32Array.from(upTo(20 * 6), (i) => i / 4);
    using data = openDataset(npy("rows.npy", numbers, [20, 2, 3]), labels);
    const random = new RandomStream(2);
    for (const indices of [
      [],
      [19],
      [3, 4, 5],
      [5, 4, 3],
      [7, 7, 8, 0],
      upTo(20),
      upTo(50).map(() => random.integer(20)),
    ]) {
      const [x, y] = [new Float32Array(indices.length * 6 + 2).fill(9), new Int32Array(indices.length + 2).fill(9)];
      data.read(Int32Array.from(indices), x, y);
      expect(Array.from(y)).toEqual([...indices, 9, 9]);
      expect(Array.from(x)).toEqual([...indices.flatMap((i) => Array.from(numbers.subarray(6 * i, 6 * i + 6))), 9, 9]);
    }
    for (const index of [-1, 20])
      expect(() => data.read(Int32Array.of(index), new Float32Array(6), new Int32Array(1))).toThrow(IndexError);
  });

  test.each<[string, string, string, number[]]>([
    ["bytes", idx("u1", [3], Uint8Array.of(0, 128, 255)), "int32", [0, 128, 255]],
    ["signed bytes", idx("i1", [3], Int8Array.of(0, -128, 127)), "int32", [0, -128, 127]],
    ["16 bits, big-endian", idx("i2", [3], Int16Array.of(1, -300, 300)), "int32", [1, -300, 300]],
    ["doubles, big-endian", idx("f8", [3], Float64Array.of(0.5, -2, 1e10)), "float32", [0.5, -2, 1e10]],
    ["64 bits", raw("i8", "<i8", "(3,)", BigInt64Array.of(1n, -2n, 3n)), "int32", [1, -2, 3]],
    ["booleans", raw("b1", "|b1", "(3,)", Uint8Array.of(0, 1, 1)), "int32", [0, 1, 1]],
    ["doubles", raw("d8", "<f8", "(3,)", Float64Array.of(0.5, NaN, Infinity)), "float32", [0.5, NaN, Infinity]],
  ])("takes files of %s", (_, path, dtype, expected) => {
    using data = openDataset(path, path);
    const { x } = collect(data);
    expect([x.dtype, Array.from(x.data)]).toEqual([dtype, expected]);
  });

  test("makes pixels numbers from 0 to 1, and labels whole", () => {
    const pixels = idx("pixels", [2, 1, 2], Uint8Array.of(0, 51, 102, 255));
    const classes = idx("classes", [2], Uint8Array.of(7, 3));
    using data = openDataset({ path: pixels, scale: 1 / 255 }, classes);
    const { x, y } = collect(data);
    expect([x.shape, Array.from(x.data)]).toEqual([[1, 2], [0, 51 / 255, 102 / 255, 1].map(Math.fround)]);
    expect([y.dtype, Array.from(y.data)]).toEqual(["int32", [7, 3]]);
    using floats = openDataset({ path: pixels, dtype: "float32" }, { path: classes, dtype: "float32" });
    expect(collect(floats)).toEqual(
      new ArrayDataset({ data: Float32Array.of(0, 51, 102, 255), shape: [1, 2] }, Float32Array.of(7, 3)),
    );
  });

  test.each<[string, string, new (message: string) => Error, string]>([
    ["not there", files.path("nowhere"), FileError, "cannot be read: ENOENT"],
    ["a folder", files.folder, FileError, "cannot be read: EISDIR"],
    ["empty", files.write("empty", ""), FormatError, "idx: the file begins with something else"],
    [
      "something else",
      files.write("text", "some text that is neither"),
      FormatError,
      "idx: the file begins with something else",
    ],
    [
      "npy that is cut off",
      files.write("cut", encodeNpy(tensor(new Float32Array(20))).subarray(0, 150)),
      FormatError,
      "npy: the file holds 22 bytes of numbers, expected 80",
    ],
    [
      "npy whose header is cut off",
      files.write("cut2", encodeNpy(tensor([1])).subarray(0, 30)),
      FormatError,
      "npy: the file is 30 bytes, expected 128",
    ],
    [
      "npy with a header of 4 GB",
      files.write("long", Uint8Array.of(0x93, 78, 85, 77, 80, 89, 2, 0, 255, 255, 255, 255)),
      FormatError,
      "npy: the file is 12 bytes, expected",
    ],
    [
      "IDX that is cut off",
      files.write("cut3", encodeIdx({ shape: [20, 2], data: new Uint8Array(40) }).subarray(0, 51)),
      FormatError,
      "idx: the file holds 39 bytes of numbers, expected 40",
    ],
    [
      "IDX that says more than it holds",
      files.write("huge", Uint8Array.of(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255)),
      FormatError,
      "idx: the file holds 0 bytes",
    ],
    [
      "in Fortran's order",
      raw("fortran", "<f4", "(20, 2)", new Float32Array(40), "True"),
      FormatError,
      "npy: it is in Fortran's order, expected rows",
    ],
    [
      "one number",
      raw("scalar", "<f4", "()", new Float32Array(1)),
      FormatError,
      "it is [], expected an axis of samples",
    ],
    [
      "without numbers",
      raw("none", "<f4", "(20, 0)", new Float32Array(0)),
      FormatError,
      "it is [20, 0], expected an axis",
    ],
    [
      "of other length",
      npy("short.npy", new Float32Array(19), [19]),
      FormatError,
      "y holds 20 samples, expected 19 like x",
    ],
  ])("refuses what is %s, and leaves no file open", (_, path, type, message) => {
    const before = openFiles();
    expect(() => openDataset(path, labels)).toThrow(type);
    expect(() => openDataset(path, labels)).toThrow(message);
    expect(() => openDataset(path, labels)).toThrow(/^openDataset: /);
    expect(openFiles()).toBe(before);
    if (!message.startsWith("y holds")) expect(() => openDataset(labels, path)).toThrow(path);
  });

  test("refuses numbers that do not fit their dtype", () => {
    expect(() => openDataset({ path: labels, dtype: "int64" as never }, labels)).toThrow(DTypeError);
    expect(() => openDataset({ path: labels, scale: NaN }, labels)).toThrow(
      "openDataset: scale is NaN, expected a finite number",
    );
    expect(() => openDataset({ path: labels, dtype: "int32", scale: 0.5 }, labels)).toThrow(
      "dtype is int32, expected float32",
    );
    const large = raw("large", "<i8", "(3, 2)", BigInt64Array.of(1n, 2n, 3n, 2n ** 40n, 5n, 6n));
    using data = openDataset(large, large);
    expect(() => collect(data)).toThrow(
      `openDataset: ${large}: sample 1 holds 1099511627776, expected a whole number of 32 bits`,
    );
  });

  test("tells of a file that is closed, or was cut off since", () => {
    const path = npy("later.npy", new Float32Array(40), [20, 2]);
    const data = openDataset(path, labels);
    truncateSync(path, 200);
    expect(() => collect(data)).toThrow(`openDataset: ${path} ends early, expected it as it was when opened`);
    data.close();
    data.close();
    expect(() => collect(data)).toThrow(`FileDataset: ${path} is closed, expected it open`);
  });
});
