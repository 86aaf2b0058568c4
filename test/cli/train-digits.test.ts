import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { trainDigits } from "../../src/cli/train-digits.ts";

const base = mkdtempSync(join(tmpdir(), "wasmgrad-digits-"));
const CONFIGURATION = { hidden: 5, epochs: 1, batchSize: 100, learningRate: 1e-3, seed: 7 };

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

/** The bytes of the model that such a run writes. */
async function modelOf(changes: Partial<typeof CONFIGURATION>): Promise<Buffer> {
  const folder = mkdtempSync(join(base, "run-"));
  const options = { folder, print: () => undefined, callbacks: [], signal: new AbortController().signal };
  await trainDigits({ ...CONFIGURATION, ...changes }, options);
  return readFileSync(join(folder, "model.safetensors"));
}

describe("trainDigits", () => {
  test("gives the same bits for the same configuration, whatever ran before", async () => {
    const first = await modelOf({});
    await modelOf({ seed: 3 });
    expect((await modelOf({})).equals(first)).toBe(true);
  });

  test("does as every part of its configuration says", async () => {
    const first = await modelOf({});
    for (const change of [{ hidden: 6 }, { epochs: 2 }, { batchSize: 99 }, { learningRate: 2e-3 }, { seed: 8 }]) {
      expect((await modelOf(change)).equals(first), JSON.stringify(change)).toBe(false);
    }
  });

  test("draws other initial weights for another seed", async () => {
    const still = { learningRate: 1e-38 }; // moves no weight
    expect((await modelOf({ ...still, epochs: 2 })).equals(await modelOf(still))).toBe(true);
    expect((await modelOf({ ...still, seed: 8 })).equals(await modelOf(still))).toBe(false);
  });
});
