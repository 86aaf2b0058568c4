import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cli, type Outcome } from "../helpers/cli.ts";

let cli: Cli;
const inFolder = (path: string): string => join(cli.folder, path);
const read = (path: string): Buffer => readFileSync(inFolder(path));
const RUN = ["checkpoint.safetensors", "history.json", "model.safetensors", "report.html"];
const UNFINISHED = ["checkpoint.safetensors", "history.json", "start.safetensors"];
const TEXT = "the dog sees the moon. a cat hears nothing! ".repeat(250);

beforeAll(async () => {
  cli = await Cli.build();
  const rows = Array.from({ length: 4000 }, (_, i) => `${(i * 37) % 101},${"abc"[i % 3]!},${(i * 53) % 97}`);
  writeFileSync(inFolder("prices.csv"), `size,town,price\n${rows.join("\n")}\n`);
  writeFileSync(inFolder("story.txt"), TEXT);
});

afterAll(() => {
  cli.remove();
});

/** Runs the program, and ends it as soon as it has kept where training stands. */
async function ended(signal: "SIGKILL" | "SIGINT", run: string, ...args: string[]): Promise<Outcome> {
  const path = inFolder(`${run}.unfinished/checkpoint.safetensors`);
  const written = (): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const before = written();
  const then = (child: ChildProcess): void => {
    const timer = setInterval(() => {
      if (child.exitCode === null && written() === before) return;
      clearInterval(timer);
      child.kill(signal);
    }, 2);
  };
  return await cli.run(args, { when: " to train with", then });
}

/** A record without what time decides. */
function timeless(path: string): unknown {
  const record = JSON.parse(String(read(`${path}/history.json`))) as Record<string, unknown>;
  const times = ["seconds", "samplesPerSecond", "started", "resumed", "dataFolder"];
  return JSON.parse(JSON.stringify(record, (key, value: unknown) => (times.includes(key) ? undefined : value)));
}

/** The page about a run without times and what comes from them. */
function page(path: string): string {
  return String(read(`${path}/report.html`)).replace(/<(dd|td)>(\d+\.\d\d s|[\d,]+)<\/(dd|td)>/g, "");
}

async function refusal(...args: string[]): Promise<string> {
  const before = (readdirSync(cli.folder, { recursive: true }) as string[]).sort();
  const { code, stdout, stderr } = await cli.run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^wasmgrad: \P{Cc}+\n$/u);
  expect((readdirSync(cli.folder, { recursive: true }) as string[]).sort()).toEqual(before);
  return stderr;
}

/** Whether a run came to its end, even if its process was ended just behind that. */
const isThere = (run: string): boolean => existsSync(inFolder(run));

describe("wasmgrad train --resume", () => {
  test.each([
    ["pictures that change", "digits --model cnn --augment shift,noise --schedule cosine --epochs 3"],
    ["a table", "prices.csv --target price --epochs 400 --hidden 40"],
    ["a text", "text story.txt --epochs 8 --hidden 48"],
  ])(
    "goes on with %s to the bits of a run that nothing ended",
    async (_, words) => {
      const args = ["train", ...words.split(" ")];
      const run = `killed/${args[1]!}`;
      const whole = `${run}-whole`;
      expect(await cli.run([...args, "--quiet", "--out", whole])).toEqual({ code: 0, stdout: "", stderr: "" });

      const killed = await ended("SIGKILL", run, ...args, "--out", run);
      expect(killed.code).toBe(null);
      expect([isThere(run), isThere(`${run}.unfinished/history.json`)]).toEqual([false, true]);
      let kills = 1;
      for (; kills < 3 && !isThere(run); kills++) await ended("SIGKILL", run, "train", "--resume", run);
      if (!isThere(run)) {
        const outcome = await cli.run(["train", "--resume", `${run}.unfinished/`]);
        expect(outcome).toMatchObject({ code: 0, stderr: "" });
        expect(outcome.stdout).toMatch(/^Goes on with killed\/\S+ behind epoch \d+ of \d+\n/);
        expect(outcome.stdout).toContain("bit for bit");
        expect(readdirSync(inFolder(run)).sort()).toEqual(RUN);
      }
      expect(isThere(`${run}.unfinished`)).toBe(false);

      expect(read(`${run}/model.safetensors`).equals(read(`${whole}/model.safetensors`))).toBe(true);
      expect(timeless(run)).toEqual(timeless(whole));
      expect(page(run) === page(whole)).toBe(true);
      const { resumed } = JSON.parse(String(read(`${run}/history.json`))) as { resumed: number[] };
      expect(resumed.length).toBeGreaterThanOrEqual(1);
    },
    60_000,
  );

  test("is what an interruption names; an earlier run stays; a done one gets more epochs, or is made again", async () => {
    const SMALL = ["train", "digits", "--hidden", "9", "--out", "runs/x"];
    expect((await cli.run([...SMALL, "--epochs", "2", "--quiet"])).code).toBe(0);
    const earlier = read("runs/x/model.safetensors");

    const interrupted = await ended("SIGINT", "runs/x", ...SMALL, "--epochs", "9999");
    expect(interrupted).toMatchObject({ code: 130, stderr: "" });
    expect(interrupted.stdout.trimEnd().split("\n").at(-1)).toBe(
      "Not finished; go on with: wasmgrad train --resume runs/x",
    );
    expect(readdirSync(inFolder("runs/x.unfinished")).sort()).toEqual(UNFINISHED);
    expect(read("runs/x/model.safetensors").equals(earlier)).toBe(true);
    const unfinished = (await cli.run(["info", "runs/x.unfinished"])).stdout;
    expect(unfinished).toMatch(/^Architecture +64 → 9 → relu → 10$/m);
    expect(unfinished).toMatch(/^Command +wasmgrad train digits --hidden 9 .* --epochs 9999 /m);
    expect(unfinished).toMatch(/^Began +\d{4}-.*, not finished$/m);

    const begun = ["train", "digits", "--epochs", "2", "--out", "runs/x"];
    expect(await refusal(...begun)).toContain(
      "runs/x.unfinished is a run that is not finished, expected none; go on with --resume runs/x, or replace it with --restart",
    );
    expect(await refusal("train", "--resume", "runs/x", "--epochs", "9998")).toContain(
      "--epochs is 9998, expected at least the 9999 of the run",
    );
    expect((await cli.run([...SMALL, "--epochs", "2", "--quiet", "--restart"])).code).toBe(0);
    expect(isThere("runs/x.unfinished")).toBe(false);
    expect(read("runs/x/model.safetensors").equals(earlier)).toBe(true);

    const further = await cli.run(["train", "--resume", "runs/x", "--epochs", "4", "--hidden", "9"]);
    expect(further).toMatchObject({ code: 0, stderr: "" });
    expect(further.stdout).toContain("epoch 3/4");
    expect(further.stdout).not.toMatch(/epoch [12]\/4/);
    const again = await cli.run(["train", "--repeat", "runs/x", "--out", "runs/y"]);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain("epoch 1/4");
    expect(again.stdout).toContain("The same outputs as runs/x, bit for bit");
    expect(read("runs/y/model.safetensors").equals(read("runs/x/model.safetensors"))).toBe(true);
    expect(timeless("runs/y")).toEqual(timeless("runs/x"));
    const told = (await cli.run(["info", "runs/x"])).stdout;
    expect(told).toMatch(/^Command +wasmgrad train digits --hidden 9 .* --epochs 4 --batch-size 32 --seed 7$/m);
    expect(told).toMatch(/^Samples +1,437 to train with, 360 to test with$/m);
    expect(told).toMatch(/^Data +SHA-256 [0-9a-f]{64}$/m);
    expect(told).toMatch(/^Began +\d{4}-.*, trained for \d+\.\d\d s, gone on with behind epoch 2$/m);
    expect(told).toMatch(/^Made by +wasmgrad 0.*SIMD, 1 thread\), Node v\d+.*, V8 \d+/m);
  }, 60_000);
});

test("a file that cannot be written ends training, and leaves what was kept", async () => {
  const [path, aside] = ["checkpoint.safetensors", "aside"].map((name) => inFolder(`runs/full.unfinished/${name}`)) as [
    string,
    string,
  ];
  const then = (): void => {
    const timer = setInterval(() => {
      if (!existsSync(path)) return;
      renameSync(path, aside);
      try {
        mkdirSync(`${path}/in the way`, { recursive: true });
        clearInterval(timer);
      } catch {
        // written anew meanwhile
      }
    }, 2);
  };
  const words = "train digits --hidden 9 --epochs 400 --out runs/full".split(" ");
  const { code, stdout, stderr } = await cli.run(words, { when: " to train with", then });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^wasmgrad: train: \S+checkpoint\.safetensors cannot be written: \P{Cc}+\n$/u);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("Not finished; go on with: wasmgrad train --resume runs/full");
  rmSync(path, { recursive: true });
  renameSync(aside, path);
  expect(await cli.run("train --resume runs/full --quiet".split(" "))).toEqual({ code: 0, stdout: "", stderr: "" });
  const { resumed } = JSON.parse(String(read("runs/full/history.json"))) as { resumed: number[] };
  expect(resumed[0]).toBeGreaterThan(0);
});

describe("--resume and --repeat refuse", () => {
  beforeAll(async () => {
    writeFileSync(
      inFolder("few.csv"),
      `a,b\n${Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 5}`).join("\n")}\n`,
    );
    const trained = await cli.run("train few.csv --target b --task regression --epochs 2 --quiet".split(" "));
    expect(trained).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("what does not fit the run, and change nothing", async () => {
    const resume = async (...args: string[]): Promise<string> =>
      await refusal("train", "--resume", "runs/few", ...args);
    expect(await resume()).toContain("--epochs is 2, expected more than the 2 of the run; the run is done: say with");
    expect(await resume("--epochs", "3", "--hidden", "4", "--loss", "mse", "--seed", "8")).toContain(
      "train: --hidden is 4, expected 32,16; --seed is 8, expected 7, as the run says",
    );
    expect(await resume("few.csv")).toContain("the data is few.csv, expected none");
    expect(await resume("--out", "z")).toContain("--out is z, expected none beside --resume");
    expect(await refusal("train", "--repeat", "runs/few")).toContain("--out is missing");
    expect(await refusal("train", "--repeat", "runs/few", "--out", "./runs/few/")).toContain(
      "--out is ./runs/few/, expected another folder than that of --repeat",
    );
    expect(await refusal("train", "few.csv", "--target", "b", "--from", "")).toContain("--from is empty, expected");
    renameSync(inFolder("runs/few/report.html"), inFolder("aside.html"));
    expect(await resume("--epochs", "3")).toContain(
      "--resume is runs/few, which holds checkpoint.safetensors but not all of a run, expected a run and nothing else",
    );
    renameSync(inFolder("aside.html"), inFolder("runs/few/report.html"));
    expect(await refusal("train", "--repeat", "runs/few", "--out", "z", "--epochs", "3")).toContain(
      "--epochs is 3, expected 2",
    );
    expect(await refusal("train", "--resume", "nowhere")).toContain("nowhere, which cannot be gone on with: ENOENT");
    expect(await refusal("train", "--resume", "few.csv/x")).toContain(
      "few.csv/x, which cannot be gone on with: ENOTDIR",
    );
    expect(await refusal("train")).toContain(
      "the data is missing, expected digits, iris, mnist, wine, a CSV file, or text",
    );
  }, 60_000);

  test("data that has changed, files that are broken, and models that are others", async () => {
    const record = inFolder("runs/few/history.json");
    const was = readFileSync(record, "utf8");
    const say = (changes: (words: string[]) => string[]): void => {
      const parsed = JSON.parse(was) as { command: string[] };
      writeFileSync(record, JSON.stringify({ ...parsed, command: changes(parsed.command) }));
    };
    const more = async (...args: string[]): Promise<string> =>
      await refusal("train", "--resume", "runs/few", "--epochs", "5", "--quiet", ...args);
    renameSync(inFolder("few.csv"), inFolder("moved.csv"));
    expect(await more()).toContain("few.csv cannot be read: ENOENT");
    writeFileSync(inFolder("few.csv"), `${String(read("moved.csv"))}1,2\n`);
    expect(await more()).toMatch(/few\.csv has changed: its SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64} as the run says; put it back, say with --data where it is, or begin another run --from this one\n/); // prettier-ignore
    expect(await refusal("train", "--repeat", "runs/few", "--out", "z")).toContain("few.csv has changed");

    const checkpoint = inFolder("runs/few/checkpoint.safetensors");
    const bytes = readFileSync(checkpoint);
    for (const broken of [
      bytes.subarray(0, 100),
      bytes.subarray(0, -9),
      Buffer.alloc(0),
      read("runs/few/model.safetensors"),
    ]) {
      writeFileSync(checkpoint, broken);
      expect(await more("--data", "moved.csv")).toContain("runs/few/checkpoint.safetensors is broken: ");
    }
    writeFileSync(checkpoint, bytes);
    say((words) => words.map((word) => (word === "32,16" ? "8" : word)));
    expect(await more("--data", "moved.csv")).toContain("fit: resume: ");
    say((words) => [...words, "--schedule", "step"]);
    expect(await more("--data", "moved.csv")).toContain(
      "--epochs is 5, expected 2: the schedule step of the run ends there; begin another run --from it",
    );
    for (const text of [
      was.slice(0, 300),
      "",
      "{}",
      was.replace('"train",', '"trian",'),
      was.replace("32,16", "many"),
    ]) {
      writeFileSync(record, text);
      expect(await more()).toContain("runs/few/history.json is not the one that train wrote, or is cut off");
    }
    rmSync(record);
    expect(await more()).toContain("runs/few, which cannot be gone on with: ENOENT");
    writeFileSync(record, was);

    const moved = await cli.run("train --resume runs/few --epochs 3 --data moved.csv --quiet".split(" "));
    expect(moved).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(JSON.parse(readFileSync(record, "utf8"))).toMatchObject({ data: inFolder("moved.csv"), resumed: [2] });
  }, 60_000);
});
