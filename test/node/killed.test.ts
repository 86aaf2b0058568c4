import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { RandomStream } from "../../src/base/philox.ts";
import { latestCheckpoint } from "../../src/node/index.ts";
import { standingIn } from "../../src/train/checkpoint.ts";
import { Bundle } from "../helpers/bundle.ts";
import { scratch } from "../helpers/scratch.ts";

/** 50 kills on one build of the kernels; on the other, which the writing of files has nothing to do with, a few. */
const [NARROW, WIDE] = process.env["WANT_BUILD"] === "plain" ? [30, 20] : [3, 1];
const files = scratch();
let bundle: Bundle;
beforeAll(async () => {
  bundle = await Bundle.build("test/node/killed-trainer.ts");
});
afterAll(() => bundle.remove());

/** When to kill a process: so many milliseconds after so many batches, 0 of them for its start. */
interface Moment {
  readonly batches: number;
  readonly delay: number;
}

/** What a process did: batches, the digest of the parameters, and milliseconds to its first batch. */
interface Outcome {
  readonly batches: number;
  readonly digest: string;
  readonly starting: number;
}

/** Trains in a process of its own, which may be killed. */
async function trained(folder: string, size: string, moment?: Moment): Promise<Outcome> {
  const start = performance.now();
  let starting = 0;
  const child = spawn(process.execPath, [...process.execArgv, bundle.path, folder, size]);
  let [printed, isDoomed] = ["", false];
  const look = (): void => {
    if (moment === undefined || isDoomed || printed.length < moment.batches) return;
    isDoomed = true;
    setTimeout(() => child.kill("SIGKILL"), moment.delay);
  };
  child.stdout.setEncoding("latin1").on("data", (text: string) => {
    if (printed === "") starting = performance.now() - start;
    printed += text;
    look();
  });
  let complaint = "";
  child.stderr.on("data", (text) => (complaint += String(text)));
  look();
  await once(child, "close");
  const digest = printed.replace(/^\.*/, "");
  const wanted = moment === undefined ? [0, null, ""] : [null, "SIGKILL", ""];
  expect([child.exitCode, child.signalCode, complaint]).toEqual(wanted);
  return { batches: printed.length - digest.length, digest, starting };
}

/** Kills a training again and again, and looks at what is on the disk after each time. */
async function survive(size: string, all: number, kills: number, random: RandomStream): Promise<void> {
  const whole = files.path(`${size}-whole`);
  const killed = files.path(`${size}-killed`);
  const wanted = await trained(whole, size);
  expect(wanted.batches).toBe(all);
  expect(wanted.digest).toMatch(/^[\da-f]{64}$/);

  let last = 0;
  for (let i = 0; i < kills; i++) {
    const isStarting = random.integer(6) === 0;
    const moment = isStarting
      ? { batches: 0, delay: random.integer(Math.ceil(1.1 * wanted.starting)) }
      : { batches: 1 + random.integer(2), delay: random.integer(size === "wide" ? 25 : 4) };
    const { batches } = await trained(killed, size, moment);
    const folder = join(killed, "last");
    const bytes = existsSync(folder) ? await latestCheckpoint(folder) : undefined;
    expect(bytes === undefined).toBe(last + batches === 0);
    if (bytes === undefined) continue;
    const { history, batch } = standingIn(bytes);
    const done = history.length * 40 + batch;
    // A checkpoint may be there for a batch that was not printed yet.
    expect(done - last - batches).toBeGreaterThanOrEqual(0);
    expect(done - last - batches).toBeLessThanOrEqual(1);
    last = done;
    // One more than are kept, if the old one was still to be removed; of drafts, the one that was being written.
    const names = readdirSync(folder);
    const drafts = names.filter((name) => name.startsWith(".wasmgrad-"));
    expect(names.length - drafts.length).toBeLessThanOrEqual(3);
    expect(drafts.length).toBeLessThanOrEqual(1);
    if (existsSync(join(killed, "best.safetensors"))) standingIn(readFileSync(join(killed, "best.safetensors")));
  }
  expect(last).toBeLessThan(all);

  expect((await trained(killed, size)).digest).toBe(wanted.digest);
  const rowsOf = (folder: string): string[] =>
    readFileSync(join(folder, "batches.csv"), "utf8")
      .split("\n")
      .map((row) => row.split(",").slice(0, 4).join());
  expect(rowsOf(killed)).toEqual(rowsOf(whole));
  const bestOf = (folder: string): number[] =>
    standingIn(readFileSync(join(folder, "best.safetensors"))).history.map(({ loss }) => loss);
  expect(bestOf(killed)).toEqual(bestOf(whole));
  expect(readdirSync(join(killed, "last"))).toEqual(readdirSync(join(whole, "last")));
}

test("a run that is killed at any moment goes on from a whole checkpoint to the bits of one that was not", async () => {
  const seed = Date.now() % 2 ** 32;
  onTestFailed(() => {
    process.stderr.write(`the moments are those of seed ${seed}\n`);
  });
  await Promise.all([
    survive("narrow", 320, NARROW, new RandomStream(seed, 0)),
    survive("wide", 160, WIDE, new RandomStream(seed, 1)),
  ]);
}, 300_000);
