import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { keeping } from "../../src/cli/keeping.ts";
import { Linear } from "../../src/nn/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const path = files.path("checkpoint.safetensors");
const BATCH = { epoch: 1, batch: 1, loss: 0, samples: 1, soFar: { loss: 0, metrics: {} }, seconds: 1 };
const EPOCH = { loss: 0, metrics: {}, validation: null, seconds: 1, samplesPerSecond: 1 };
const BEGIN = {
  epochs: 3,
  batchSize: 1,
  batches: 1,
  samples: 1,
  validationSamples: 0,
  history: [],
  batch: 0,
  seen: 0,
  last: 0,
};

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(path, { recursive: true, force: true });
});

/** Keeps training whose clock stands where it is put, and writing takes `cost` milliseconds. */
function kept(cost: number): { at(ms: number): Promise<boolean>; end(epoch: number): Promise<boolean> } {
  let [now, taken] = [1000, 0];
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const model = new Linear(1, 1);
  const training = {
    ...{ model, optimizer: new SGD(model) },
    checkpoint: () => {
      now += cost;
      return Uint8Array.of(++taken);
    },
  };
  const callback = keeping(files.folder);
  void callback.onTrainBegin!(BEGIN, training);
  const wrote = async (call: () => unknown): Promise<boolean> => {
    const before = taken;
    await call();
    if (taken > 0) expect([...readFileSync(path)]).toEqual([taken]);
    else expect(existsSync(path)).toBe(false);
    return taken > before;
  };
  return {
    at: async (ms) => {
      now = 1000 + ms;
      return await wrote(() => callback.onBatchEnd!(BATCH, training));
    },
    end: async (epoch) => await wrote(() => callback.onEpochEnd!({ ...EPOCH, epoch }, training)),
  };
}

describe("keeping", () => {
  test("writes between batches, at most a twentieth of the time, and in the end", async () => {
    const run = kept(100);
    expect(await run.at(400)).toBe(false);
    expect(await run.end(1)).toBe(false);
    expect(await run.at(500)).toBe(true); // until 600
    expect(await run.at(2500)).toBe(false);
    expect(await run.end(2)).toBe(false);
    expect(await run.at(2600)).toBe(true);
    expect(await run.end(3)).toBe(true);
  });

  test("ends training that cannot be kept, with the file's name", async () => {
    const run = kept(1);
    mkdirSync(`${path}/x`, { recursive: true });
    await expect(run.end(3)).rejects.toThrow("checkpoint.safetensors cannot be written: E");
  });
});
