import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode as encodeJpeg } from "jpeg-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileError, FormatError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { collect } from "../../../src/data/collect.ts";
import { pipeline } from "../../../src/data/index.ts";
import { imageFiles, imageFolder, readImage } from "../../../src/node/index.ts";
import { pngFile } from "./png-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wasmgrad-"));
  for (const name of ["dogs", "cats", ".hidden"]) await mkdir(join(folder, name));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const put = (name: string, bytes: Uint8Array | string) => writeFile(join(folder, name), bytes);
const grey = (value: number, side = 2) =>
  pngFile({
    width: side,
    height: side,
    rows: Array.from({ length: side }, () => [0, ...Array<number>(side).fill(value)]),
  });

/** A picture of one color. */
function jpeg(width: number, height: number, ...color: [number, number, number]): Buffer {
  const data = Buffer.from(Array.from({ length: width * height }, () => [...color, 255]).flat());
  return encodeJpeg({ width, height, data }, 100).data;
}

test("a folder is a class, in the order of names, and its pictures are samples", async () => {
  await put("dogs/b.png", grey(51));
  await put("dogs/a.JPG", jpeg(2, 2, 255, 0, 0));
  await put("cats/z.jpeg", jpeg(2, 2, 0, 0, 255));
  for (const name of ["cats/notes.txt", "cats/.hidden.png", "top.png", ".hidden/x.png"]) await put(name, "none");
  const { data, classes } = await imageFolder(folder);
  expect(classes).toEqual(["cats", "dogs"]);
  expect([data.length, data.x, data.y]).toEqual([
    3,
    { shape: [3, 2, 2], dtype: "float32" },
    { shape: [], dtype: "int32" },
  ]);
  const { x, y } = collect(data);
  expect([...y.data]).toEqual([0, 1, 1]);
  const plane = (value: number) => Array<number>(4).fill(Math.fround(value));
  expect([...x.data.subarray(24)]).toEqual([...plane(0.2), ...plane(0.2), ...plane(0.2)]);
  const colors = [0, 0, 1, 1, 0, 0].flatMap(plane);
  x.data.subarray(0, 24).forEach((v, i) => expect(Math.abs(v - colors[i]!)).toBeLessThan(0.02));
  const one = collect((await imageFolder(folder, { channels: 1 })).data);
  expect(one.x.shape).toEqual([1, 2, 2]);
  expect(Math.abs(one.x.data[0]! - 0.114)).toBeLessThan(0.01);
});

test("files are listed as they would be read, and read one by one as they are read together", async () => {
  await put("dogs/b.png", grey(51));
  await put("dogs/a.JPG", jpeg(5, 3, 255, 0, 0));
  await put("cats/z.jpeg", jpeg(2, 2, 0, 0, 255));
  for (const name of ["cats/notes.txt", "cats/.hidden.png"]) await put(name, "none");
  const options = { size: [4, 3], channels: 1 } as const;
  const { files, classes } = await imageFiles(folder);
  expect(classes).toEqual(["cats", "dogs"]);
  expect(files).toEqual([
    { path: join(folder, "cats/z.jpeg"), label: 0 },
    { path: join(folder, "dogs/a.JPG"), label: 1 },
    { path: join(folder, "dogs/b.png"), label: 1 },
  ]);
  const { x } = collect((await imageFolder(folder, options)).data);
  const rows = await pipeline(files)
    .map(({ path }) => readImage(path, options), { parallel: 2 })
    .toArray();
  expect(rows.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    Array(3).fill({ shape: [1, 4, 3], dtype: "float32" }),
  );
  expect(rows.flatMap(({ data }) => [...data])).toEqual([...x.data]);
  expect((await readImage(files[1]!.path)).shape).toEqual([3, 3, 5]);
  expect([...(await readImage(files[2]!.path)).data]).toEqual(Array(12).fill(Math.fround(0.2)));
});

test("a picture that cannot be read is told by its file", async () => {
  await put("dogs/b.png", "no picture");
  const path = join(folder, "dogs/b.png");
  await expect(readImage(path)).rejects.toThrow(`readImage: ${path}: it begins with something else`);
  await expect(readImage(join(folder, "none.png"))).rejects.toThrow(FileError);
  await expect(readImage(path, { channels: 2 as never })).rejects.toThrow("readImage: channels is 2");
  await put("cats/a.png", grey(1, 9));
  await expect(readImage(join(folder, "cats/a.png"), { mostPixels: 80 })).rejects.toThrow(FormatError);
  await expect(imageFiles(join(folder, "cats"))).rejects.toThrow("holds 0 pictures in folders");
  await expect(imageFiles(join(folder, "nowhere"))).rejects.toThrow(FileError);
});

test("pictures are resized, or must have one size", async () => {
  await put("dogs/a.png", grey(100, 5));
  await put("dogs/b.png", jpeg(33, 17, 10, 200, 30));
  const { data } = await imageFolder(folder, { size: [4, 8] });
  expect([data.length, data.x.shape]).toEqual([2, [3, 4, 8]]);
  expect(
    collect(data)
      .x.data.subarray(0, 96)
      .every((v) => v === Math.fround(100 / 255)),
  ).toBe(true);
  await expect(imageFolder(folder)).rejects.toThrow(ShapeError);
  await expect(imageFolder(folder)).rejects.toThrow(`${join(folder, "dogs/b.png")} is 33×17, expected 5×5 as before`);
});

test("a file that is broken or too large names itself", async () => {
  const photo = jpeg(32, 32, 1, 2, 3);
  const huge = Buffer.from(photo);
  const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
  huge.fill(255, frame + 5, frame + 9);
  const cases: [Uint8Array | string, string][] = [
    ["", "it begins with something else, expected PNG or JPEG"],
    ["GIF89a", "it begins with something else"],
    [grey(1).subarray(0, -13), "it is cut off"],
    [
      pngFile({ width: 9999, height: 9999, rows: [] }),
      "it is 9999×9999, expected sides of 1 to 16384, and at most 33554432 pixels",
    ],
    [pngFile({ width: 1, height: 1, rows: [Array<number>(99_999).fill(0)] }), "it cannot be decoded: RangeError"],
    [photo.subarray(0, 40), "it cannot be decoded"],
    [photo.subarray(0, frame + 30), "it cannot be decoded"],
    [huge, "it cannot be decoded: Error: maxResolutionInMP limit exceeded"],
  ];
  for (const [bytes, message] of cases) {
    await put("cats/a.png", bytes);
    await expect(imageFolder(folder), message).rejects.toThrow(FormatError);
    await expect(imageFolder(folder)).rejects.toThrow(`imageFolder: ${join(folder, "cats/a.png")}: ${message}`);
  }
  await put("cats/a.png", grey(1, 3));
  await expect(imageFolder(folder, { mostPixels: 8 })).rejects.toThrow("at most 8 pixels");
  await mkdir(join(folder, "cats/nested.png"));
  expect((await imageFolder(folder)).data.length).toBe(1);
});

test("nothing to read, and options that no picture has, are refused", async () => {
  await expect(imageFolder(join(folder, "nowhere"))).rejects.toThrow(FileError);
  await expect(imageFolder(folder)).rejects.toThrow(ValueError);
  await expect(imageFolder(folder)).rejects.toThrow("holds 0 pictures in folders, expected at least one");
  await expect(imageFolder(folder, { channels: 2 as 1 })).rejects.toThrow(
    "imageFolder: channels is 2, expected 1 or 3",
  );
  await expect(imageFolder(folder, { size: [0, 4] })).rejects.toThrow("imageFolder: size is 0,4, expected a height");
});
