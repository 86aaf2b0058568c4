import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FileError, FormatError } from "../../src/base/errors.ts";
import { encode } from "../../src/io/idx.ts";
import { readIdx } from "../../src/node/index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wasmgrad-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test("readIdx reads files packed or not, and names one that is missing or wrong", async () => {
  const path = join(folder, "numbers");
  await expect(readIdx(path)).rejects.toThrow(FileError);
  const idx = { shape: [3], data: Int16Array.of(1, -2, 300) };
  await writeFile(path, encode(idx));
  expect(await readIdx(path)).toEqual(idx);
  await writeFile(path, gzipSync(encode(idx)));
  expect(await readIdx(path)).toEqual(idx);
  await expect(readIdx(path, { most: 13 })).rejects.toThrow(`readIdx: ${path}: gz: the file holds more than 13 bytes`);
  await writeFile(path, encode(idx).subarray(0, 9));
  await expect(readIdx(path)).rejects.toThrow(FormatError);
  await expect(readIdx(path)).rejects.toThrow(`readIdx: ${path}: idx: the file holds 1 bytes`);
});
