import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileError } from "../../src/base/errors.ts";
import { checkpoint, latestCheckpoint, save } from "../../src/node/index.ts";
import { fit } from "../../src/train/index.ts";
import { bits, compared, network, options } from "../helpers/training.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();

test("latestCheckpoint finds the one that trained the furthest and is whole", async () => {
  const folder = files.path("run");
  expect(await latestCheckpoint(folder)).toBeUndefined();
  mkdirSync(folder);
  expect(await latestCheckpoint(folder)).toBeUndefined();
  const model = network();
  const callbacks = [checkpoint(join(folder, "z-{epoch}-{batch}"), { batches: 1 })];
  await fit(model, compared(40), options(model, { batchSize: 16, epochs: 2, callbacks }));
  // The last batch of an epoch and its end have one file.
  expect(readdirSync(folder)).toHaveLength(6);
  const last = readFileSync(join(folder, "z-0002-000003"));
  expect(Buffer.compare((await latestCheckpoint(folder))!, last)).toBe(0);
  files.write("run/cut", last.subarray(0, last.length - 1));
  files.write("run/header", last.subarray(0, 100));
  files.write("run/none.csv", "epoch,loss\n");
  files.write("run/empty", "");
  files.write("run/.wasmgrad-draft", last);
  await save(model, join(folder, "model.safetensors"));
  mkdirSync(join(folder, "below"));
  files.write("run/z-0002-000003", last.subarray(0, last.length - 4));
  const found = (await latestCheckpoint(folder))!;
  expect(Buffer.compare(found, readFileSync(join(folder, "z-0002-000002")))).toBe(0);

  const again = network();
  await fit(again, compared(40), options(again, { batchSize: 16, epochs: 2, resume: found }));
  expect(bits(again)).toEqual(bits(model));
});

test("latestCheckpoint says which folder cannot be read", async () => {
  const path = files.write("file", "");
  await expect(latestCheckpoint(path)).rejects.toThrow(FileError);
  await expect(latestCheckpoint(path)).rejects.toThrow(`latestCheckpoint: ${path} cannot be read: ENOTDIR`);
});
