import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FileError } from "../../src/base/errors.ts";
import { checkpoint } from "../../src/node/index.ts";
import { fit } from "../../src/train/index.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wasmgrad-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const data = compared(40);

/** Trains until `batches` are done, then fails. */
const failing = (batches: number) => {
  let left = batches;
  return {
    onBatchEnd: () => {
      if (--left === 0) throw new Error("power cut");
    },
  };
};

test.each([
  [{}, 7],
  [{ batches: 2 }, 9],
  [{ epochs: 2 }, 8],
])("checkpoint with %j goes on from the last one after a failure in batch %i", async (every, batches) => {
  const path = join(folder, `${batches}.safetensors`);
  const whole = network();
  const wanted = await fit(whole, data, options(whole, { epochs: 4, batchSize: 16 }));
  const model = network();
  const callbacks = [checkpoint(path, every), failing(batches)];
  await expect(fit(model, data, options(model, { epochs: 4, batchSize: 16, callbacks }))).rejects.toThrow("power cut");
  const again = network();
  const resume = await readFile(path);
  const history = await fit(again, data, options(again, { epochs: 4, batchSize: 16, resume }));
  expect(bits(again)).toEqual(bits(whole));
  expect(history.map(({ loss }) => loss)).toEqual(wanted.map(({ loss }) => loss));
  expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
});

test("checkpoint ends training where it cannot write, and refuses other numbers", async () => {
  const model = network();
  const callbacks = [checkpoint(join(folder, "missing", "a"))];
  await expect(fit(model, data, options(model, { callbacks }))).rejects.toThrow(FileError);
  for (const epochs of [0, 1.5, NaN]) {
    expect(() => checkpoint("a", { epochs })).toThrow(
      `checkpoint: epochs is ${epochs}, expected a whole number from 1`,
    );
  }
  expect(() => checkpoint("a", { batches: -1 })).toThrow("checkpoint: batches is -1");
});
