import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FileError, FormatError } from "../../src/base/errors.ts";
import { mnist } from "../../src/node/index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wasmgrad-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const idx = (sizes: number[], data: Uint8Array) =>
  Uint8Array.from([0, 0, 8, sizes.length, ...sizes.flatMap((n) => [0, 0, n >> 8, n & 255]), ...data]);
const images = (n: number, side = 28) => idx([n, side, side], new Uint8Array(n * side * side).fill(51));
const labels = (...all: number[]) => idx([all.length], Uint8Array.from(all));

async function write(name: string, bytes: Uint8Array, pack = gzipSync): Promise<void> {
  await writeFile(join(folder, `${name}-ubyte.gz`), pack(bytes));
}

test("mnist reads the four files, and names the one that is missing or wrong", async () => {
  await expect(mnist(folder)).rejects.toThrow(FileError);
  await expect(mnist(folder)).rejects.toThrow(`mnist: ${join(folder, "train-images-idx3-ubyte.gz")} cannot be read`);
  await write("train-images-idx3", images(3));
  await write("train-labels-idx1", labels(5, 0, 9));
  await write("t10k-images-idx3", images(1));
  await write("t10k-labels-idx1", labels(7));
  const { train, test: held } = await mnist(folder);
  expect([train.length, held.length, train.x.shape]).toEqual([3, 1, [784]]);
  expect(train.x.data.every((v) => v === Math.fround(0.2))).toBe(true);
  expect([...train.y.data, ...held.y.data]).toEqual([5, 0, 9, 7]);

  const cases: [string, Uint8Array, string][] = [
    ["train-images-idx3", images(3, 27), "it is [3, 27, 27], expected [N, 28, 28]"],
    ["train-images-idx3", labels(1), "it is [1], expected [N, 28, 28]"],
    ["train-images-idx3", images(3).subarray(0, 99), "idx: the file holds 83 bytes of numbers"],
    ["train-labels-idx1", labels(5, 0), "mnist: train has 2 labels, expected 3 like the images"],
    ["train-labels-idx1", labels(5, 0, 10), "mnist: train has the label 10, expected 0 to 9"],
  ];
  for (const [name, bytes, message] of cases) {
    await write("train-images-idx3", images(3));
    await write(name, bytes);
    await expect(mnist(folder), message).rejects.toThrow(FormatError);
    await expect(mnist(folder)).rejects.toThrow(message);
  }
  await write("train-images-idx3", images(3), (bytes) => gzipSync(bytes as Uint8Array).subarray(0, 30));
  await expect(mnist(folder)).rejects.toThrow("ubyte.gz: gz: the file cannot be unpacked");
  await write("train-images-idx3", new Uint8Array(2 ** 27 + 1), (bytes) => gzipSync(bytes, { level: 1 }));
  await expect(mnist(folder)).rejects.toThrow("gz: the file holds more than 134217728 bytes");
  await write(
    "train-images-idx3",
    Uint8Array.of(0, 0, 9, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, ...images(1).subarray(16)),
  );
  await expect(mnist(folder)).rejects.toThrow("it holds other numbers, expected bytes");
});
