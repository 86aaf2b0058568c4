import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FileError } from "../../src/base/errors.ts";
import { checkpoint, type CheckpointOptions } from "../../src/node/index.ts";
import type { Callback } from "../../src/train/callbacks.ts";
import { standingIn } from "../../src/train/checkpoint.ts";
import { fit, type FitOptions } from "../../src/train/index.ts";
import { bits, compared, network, options } from "../helpers/training.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const data = compared(40);

/** Trains until `batches` are done, then fails. */
const failing = (batches: number): Callback => {
  let left = batches;
  return {
    onBatchEnd: () => {
      if (--left === 0) throw new Error("power cut");
    },
  };
};

/** A folder of its own, empty. */
let folders = 0;
function folder(): { readonly at: (name: string) => string; readonly names: () => string[] } {
  const path = files.path(`f${folders++}`);
  mkdirSync(path);
  return { at: (name) => join(path, name), names: () => readdirSync(path).sort() };
}

/** Epochs of 3 batches. */
const run = async (rest: Partial<FitOptions>): Promise<readonly { readonly loss: number }[]> => {
  const model = network();
  return await fit(model, data, options(model, { epochs: 4, batchSize: 16, ...rest }));
};
const placeIn = (path: string): number[] => {
  const { history, batch } = standingIn(readFileSync(path));
  return [history.length, batch];
};

describe("checkpoint", () => {
  test.each([
    [{}, 7],
    [{ batches: 2 }, 9],
    [{ epochs: 2 }, 8],
  ])("with %j goes on from the last one after a failure in batch %i", async (every, batches) => {
    const { at, names } = folder();
    const path = at("last.safetensors");
    const whole = network();
    const wanted = await fit(whole, data, options(whole, { epochs: 4, batchSize: 16 }));
    await expect(run({ callbacks: [checkpoint(path, every), failing(batches)] })).rejects.toThrow("power cut");
    const again = network();
    const resume = readFileSync(path);
    const history = await fit(again, data, options(again, { epochs: 4, batchSize: 16, resume }));
    expect(bits(again)).toEqual(bits(whole));
    expect(history.map(({ loss }) => loss)).toEqual(wanted.map(({ loss }) => loss));
    expect(names()).toEqual(["last.safetensors"]);
  });

  test("numbers files by epoch and batch, and keeps the last ones", async () => {
    const { at, names } = folder();
    await run({ callbacks: [checkpoint(at("a-{epoch}-{batch}.st"), { epochs: Infinity, batches: 5 })] });
    expect(names()).toEqual(["a-0002-000002.st", "a-0004-000001.st"]);
    expect(placeIn(at("a-0004-000001.st"))).toEqual([3, 1]);
    const other = folder();
    for (const name of ["0000.st", "x0001.st", "0001.st.bak", "12.st"]) writeFileSync(other.at(name), "");
    await run({ callbacks: [checkpoint(other.at("{epoch}.st"), { keep: 2 })] });
    expect(other.names()).toEqual(["0001.st.bak", "0003.st", "0004.st", "12.st", "x0001.st"]);
    expect(placeIn(other.at("0004.st"))).toEqual([4, 0]);
    const all = folder();
    await run({ callbacks: [checkpoint(all.at("{epoch}.st"), { epochs: 3 })] });
    await run({ callbacks: [checkpoint(all.at("{epoch}.st"))], epochs: 2 });
    expect(all.names()).toEqual(["0001.st", "0002.st", "0003.st"]);
  });

  test("counts batches over all epochs, also where training resumes in between", async () => {
    const { at, names } = folder();
    const often = checkpoint(at("{epoch}-{batch}"), { epochs: Infinity, batches: 4 });
    const last = checkpoint(at("last"), { epochs: Infinity, batches: 5 });
    await expect(run({ callbacks: [often, last, failing(6)] })).rejects.toThrow("power cut");
    await run({ callbacks: [often], resume: readFileSync(at("last")) });
    expect(names()).toEqual(["0002-000001", "0003-000002", "0004-000003", "last"]);
  });

  test("knows the file of an epoch that was stopped, where training resumes behind it", async () => {
    const { at, names } = folder();
    const callbacks = [checkpoint(at("{epoch}-{batch}"), { keep: 2 })];
    const stop: Callback = { onBatchEnd: ({ epoch, batch }) => (epoch === 2 && batch === 1 ? "stop" : undefined) };
    await run({ callbacks: [...callbacks, stop] });
    expect(names()).toEqual(["0001-000003", "0002-000001"]);
    const resume = readFileSync(at("0002-000001"));
    await run({ callbacks, epochs: 2, resume });
    expect(names()).toEqual(["0001-000003", "0002-000001"]);
    await run({ callbacks, epochs: 3, resume });
    expect(names()).toEqual(["0002-000001", "0003-000003"]);
  });

  test("removes the files of a course that training has left, once it writes its own", async () => {
    const { at, names } = folder();
    const callbacks = [checkpoint(at("{epoch}.st"), { keep: 3 })];
    await run({ callbacks });
    expect(names()).toEqual(["0002.st", "0003.st", "0004.st"]);
    const resume = readFileSync(at("0002.st"));
    await expect(run({ callbacks: [...callbacks, failing(1)], resume })).rejects.toThrow("power cut");
    expect(names()).toEqual(["0002.st"]);
  });

  /** Trains epochs that have these figures, the first of them that of epoch `from`. */
  const figured = async (figures: readonly number[], callbacks: Callback[], from = 1, resume?: Uint8Array) => {
    let epoch = 0;
    const watch: Callback = { onEpochBegin: (begin) => void (epoch = begin.epoch) };
    const figure = { start: () => ({ add: () => undefined, value: () => figures[epoch - from]! }) };
    const epochs = from + figures.length - 1;
    const validation = compared(4);
    return await run({ epochs, validation, metrics: { figure }, callbacks: [watch, ...callbacks], resume });
  };

  test.each([
    [{ monitor: "figure" }, [3, 4, 2, NaN, 2, 1], [1, 3, 6]],
    [{ monitor: "figure", mode: "max" }, [NaN, 4, 5, 5, 6], [2, 3, 5]],
    ["validation.figure", [3, 4, 2], [1, 3]],
  ] as const)("with best %j writes epochs that are better than all before", async (best, figures, wanted) => {
    const { at, names } = folder();
    await figured(figures, [checkpoint(at("{epoch}"), { best })]);
    expect(names().map(Number)).toEqual(wanted);
    const rare = folder();
    await figured(figures, [checkpoint(rare.at("{epoch}"), { best, epochs: 3 })]);
    expect(rare.names().map(Number)).toEqual(wanted.filter((epoch) => epoch % 3 === 0));
  });

  test("knows the best figure of the epochs before, where training resumes", async () => {
    const { at, names } = folder();
    const callbacks = [checkpoint(at("last")), checkpoint(at("best-{epoch}"), { best: "figure" })];
    await figured([3, 1, 2], callbacks);
    expect(names()).toEqual(["best-0001", "best-0002", "last"]);
    await figured([2, 0], callbacks, 4, readFileSync(at("last")));
    expect(names()).toEqual(["best-0001", "best-0002", "best-0005", "last"]);
    await figured([9], callbacks);
    expect(placeIn(at("best-0001"))).toEqual([1, 0]);
    expect(standingIn(readFileSync(at("best-0001"))).history[0]!.metrics).toEqual({ figure: 9 });
  });

  test("makes up for the epoch whose end the process did not survive", async () => {
    const { at, names } = folder();
    const best = checkpoint(at("best-{epoch}"), { best: "loss" });
    const dies: Callback = {
      onEpochEnd: ({ epoch }) => {
        if (epoch === 2) throw new Error("power cut");
      },
    };
    await expect(run({ callbacks: [checkpoint(at("last")), dies, best] })).rejects.toThrow("power cut");
    expect(names()).toEqual(["best-0001", "last"]);
    await run({ callbacks: [checkpoint(at("last")), best], epochs: 2, resume: readFileSync(at("last")) });
    expect(names()).toEqual(["best-0001", "best-0002", "last"]);
    expect(readFileSync(at("best-0002")).equals(readFileSync(at("last")))).toBe(true);
  });

  test("removes the drafts of writers that are no more, and no others", async () => {
    const { at, names } = folder();
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const uuid = "01234567-89ab-cdef-0123-456789abcdef";
    const draft = (host: string, by: number, id = uuid): string => `.wasmgrad-${host}-${by}-${id}`;
    const own = encodeURIComponent(hostname()).slice(0, 64);
    const old = draft(own, process.pid, uuid.replace("0", "9"));
    const kept = [draft(own, process.ppid), draft(own, process.pid), draft("elsewhere", pid), ".wasmgrad-x", "a"];
    for (const name of [...kept, old, draft(own, pid)]) writeFileSync(at(name), "");
    utimesSync(at(old), 0, 0);
    await run({ epochs: 1, callbacks: [checkpoint(at("last"))] });
    expect(names()).toEqual([...kept, "last"].sort());
  });

  test("makes the folder that it writes into", async () => {
    await run({ epochs: 1, callbacks: [checkpoint(files.path("made/for/it/{epoch}"))] });
    expect(readdirSync(files.path("made/for/it"))).toEqual(["0001"]);
  });

  test("ends training where it cannot write, and refuses what cannot be", async () => {
    writeFileSync(files.path("no-folder"), "");
    const beneath = { callbacks: [checkpoint(files.path("no-folder/a/b"))] };
    await expect(run(beneath)).rejects.toThrow(FileError);
    await expect(run(beneath)).rejects.toThrow(
      /^checkpoint: .*no-folder\/a\/b cannot be written: ENOTDIR: not a directory$/,
    );
    const number = (name: string, value: number) => `checkpoint: ${name} is ${value}, expected a whole number from 1`;
    for (const name of ["epochs", "batches", "keep"] as const) {
      for (const value of [0, 1.5, NaN, -1]) {
        expect(() => checkpoint("{epoch}", { [name]: value })).toThrow(number(name, value));
      }
    }
    const refused: [string, CheckpointOptions, string][] = [
      ["a", { keep: 2 }, "keep is 2, expected it for a path with {epoch} alone; a is one file"],
      ["{batch}", { keep: 2 }, "keep is 2"],
      ["a-{Epoch}", {}, "path has {Epoch}, expected {epoch} and {batch} alone"],
      ["{epoch}/a", {}, "path is {epoch}/a, expected numbers in the file's name alone"],
      ["a", { best: "loss", batches: 2 }, "batches is 2, expected Infinity where best compares epochs"],
      ["a", { best: { monitor: "loss", mode: "most" as never } }, "mode is most, expected min or max"],
    ];
    for (const [path, given, message] of refused)
      expect(() => checkpoint(path, given)).toThrow(`checkpoint: ${message}`);
    await expect(run({ callbacks: [checkpoint(files.path("b"), { best: "none" })] })).rejects.toThrow(
      "checkpoint: monitor is none, expected one of loss",
    );
  });
});
