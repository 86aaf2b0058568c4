import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RandomStream } from "../../src/base/philox.ts";
import { inspect } from "../../src/io/safetensors.ts";
import { Bundle } from "../helpers/bundle.ts";
import { scratch } from "../helpers/scratch.ts";

/** Batches of a whole run, and how often one is killed. */
const BATCHES = 8 * 80;
const KILLS = 3;

const files = scratch();
const random = new RandomStream(Date.now() % 2 ** 32);
let bundle: Bundle;
beforeAll(async () => {
  bundle = await Bundle.build("test/node/killed-trainer.ts");
});
afterAll(() => bundle.remove());

/** Trains in a process of its own, which is killed some time after that many batches. Answers how many it did. */
async function trained(
  path: string,
  killedAfter = Infinity,
): Promise<{ readonly batches: number; readonly parameters: string }> {
  const child = spawn(process.execPath, [...process.execArgv, bundle.path, path]);
  let [printed, isKilled] = ["", false];
  child.stdout.setEncoding("latin1").on("data", (text: string) => {
    printed += text;
    if (isKilled || printed.length < killedAfter) return;
    isKilled = true;
    setTimeout(() => child.kill("SIGKILL"), random.integer(4));
  });
  await once(child, "close");
  const parameters = printed.replace(/^\.*/, "");
  expect([child.exitCode, child.signalCode]).toEqual(isKilled ? [null, "SIGKILL"] : [0, null]);
  return { batches: printed.length - parameters.length, parameters };
}

test("a run that is killed at any moment goes on from a whole checkpoint to the bits of one that was not", async () => {
  mkdirSync(files.path("whole"));
  mkdirSync(files.path("killed"));
  const wanted = await trained(files.path("whole/last.safetensors"));
  expect(wanted.batches).toBe(BATCHES);
  expect(wanted.parameters).toMatch(/^\[\[\d+,/);
  const path = files.path("killed/last.safetensors");
  let done = 0;
  for (let i = 0; i < KILLS; i++) {
    const { batches } = await trained(path, 1 + random.integer(Math.floor(BATCHES / (2 * KILLS + 2))));
    done += batches;
    expect(existsSync(path)).toBe(true);
    expect(inspect(readFileSync(path)).tensors.size).toBeGreaterThan(4);
  }
  const last = await trained(path);
  expect(last.parameters).toBe(wanted.parameters);
  // A checkpoint may be there for a batch that was not printed yet.
  expect(BATCHES - done - last.batches).toBeGreaterThanOrEqual(0);
  expect(BATCHES - done - last.batches).toBeLessThanOrEqual(KILLS);
  // A draft that was being written may be left; nothing takes it for the checkpoint.
  const drafts = readdirSync(files.path("killed")).filter((name) => name !== "last.safetensors");
  expect(drafts.length).toBeLessThanOrEqual(KILLS);
  expect(drafts.every((name) => name.startsWith(".wasmgrad-"))).toBe(true);
}, 60_000);
