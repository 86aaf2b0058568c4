import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FileError, FormatError } from "../../src/base/errors.ts";
import { Linear } from "../../src/nn/index.ts";
import { outline, save } from "../../src/node/index.ts";

const folder = mkdtempSync(join(tmpdir(), "wasmgrad-outline-"));
const path = join(folder, "x.safetensors");

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("tells names, shapes and texts of a saved model", async () => {
  await save(new Linear(3, 2), path, new Map([["colour", "blue"]]));
  const { tensors, metadata } = await outline(path);
  expect([...tensors]).toEqual([
    ["weight", { dtype: "F32", shape: [2, 3], bytes: 24 }],
    ["bias", { dtype: "F32", shape: [2], bytes: 8 }],
  ]);
  expect([...metadata]).toEqual([["colour", "blue"]]);
});

test("refuses files that are none, and says which", async () => {
  writeFileSync(path, "");
  await expect(outline(path)).rejects.toThrow(`outline: ${path}: safetensors: the file is 0 bytes`);
  writeFileSync(path, "a,b,c\n1,2,3\n");
  await expect(outline(path)).rejects.toThrow(FormatError);
  for (const bad of [join(folder, "nowhere"), folder]) {
    await expect(outline(bad)).rejects.toThrow(FileError);
    await expect(outline(bad)).rejects.toThrow(`outline: ${bad} cannot be read: E`);
  }
});
