import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FileError, FormatError } from "../../src/base/errors.ts";
import { Linear } from "../../src/nn/index.ts";
import { inspect, save } from "../../src/node/index.ts";

const folder = mkdtempSync(join(tmpdir(), "wasmgrad-inspect-"));
const path = join(folder, "x.safetensors");

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("tells names, shapes and texts of a saved model", async () => {
  await save(new Linear(3, 2), path, new Map([["colour", "blue"]]));
  const { tensors, metadata } = await inspect(path);
  expect([...tensors]).toEqual([
    ["weight", { dtype: "F32", shape: [2, 3], bytes: 24 }],
    ["bias", { dtype: "F32", shape: [2], bytes: 8 }],
  ]);
  expect([...metadata]).toEqual([["colour", "blue"]]);
});

test("refuses files that are none, and says which", async () => {
  writeFileSync(path, "");
  await expect(inspect(path)).rejects.toThrow(`inspect: ${path}: safetensors: the file is 0 bytes`);
  writeFileSync(path, "a,b,c\n1,2,3\n");
  await expect(inspect(path)).rejects.toThrow(FormatError);
  for (const bad of [join(folder, "nowhere"), folder]) {
    await expect(inspect(bad)).rejects.toThrow(FileError);
    await expect(inspect(bad)).rejects.toThrow(`inspect: ${bad} cannot be read: E`);
  }
});
