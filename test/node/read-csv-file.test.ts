import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeLargeCsv } from "../../bench/data/large-csv.ts";
import { FileError, FormatError, ValueError } from "../../src/base/errors.ts";
import { Preprocessor, readCsv, splitRows, type Table } from "../../src/csv/index.ts";
import { collect } from "../../src/data/collect.ts";
import { readCsvFile } from "../../src/node/index.ts";
import { Bundle } from "../helpers/bundle.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wasmgrad-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Files of tables that this process holds open. */
const openFiles = (): number =>
  readdirSync("/proc/self/fd").filter((fd) => linkOf(`/proc/self/fd/${fd}`).includes("/.wasmgrad-")).length;

describe("a table whose rows rest in a file", () => {
  let texts = "";
  beforeAll(() => {
    const city = (i: number) => (i % 11 === 0 ? "" : ["Pisa", "Lyon", "Turku"][(i * i) % 3]!);
    const row = (i: number) =>
      `${Math.sin(i)},${i % 7 === 0 ? "NA" : i % 19},${city(i)},${Math.cos(i)}\n${i % 50 ? "" : "\n"}`;
    texts = `a,b,city,y\n${Array.from({ length: 40_000 }, (_, i) => row(i)).join("")}`;
  });

  test.each([0, 1.2e6, 2 ** 26])("has the same cells with a memory of %s", async (memory) => {
    using here = await readCsv(texts);
    using there = await readCsvFile(written("cells.csv", texts), { memory, folder });
    expect(openFiles()).toBe(memory === 2 ** 26 ? 0 : 1);
    expect([there.length, there.columns]).toEqual([here.length, here.columns]);
    for (const { name } of here.columns) expect(there.column(name)).toEqual(here.column(name));
    expect([0, 123, 39_999].map((i) => there.rowOf(i))).toEqual([0, 123, 39_999].map((i) => here.rowOf(i)));
    const [some, same] = [here, there].map((table) => {
      const cells = new Float64Array(11 * table.width);
      table.read(Int32Array.of(5, 6, 8, 39_999, 3, 3, 20_000, 13_105, 13_106, 13_107, 13_108), cells);
      return cells;
    });
    expect(same).toEqual(some);
  });

  test.each(["standard", "robust"] as const)("gives samples of the same bits (%s)", async (scale) => {
    const path = written("bits.csv", texts);
    const made = async (table: Table, memory: number): Promise<unknown[]> => {
      const { train, test: held } = splitRows(table, { test: 0.3, seed: 1 });
      const options = { target: "y", missing: scale === "robust" ? "median" : "drop", scale } as const;
      const preprocessor = new Preprocessor(options).fit(table, train);
      const samples = preprocessor.transform(table, held, { memory });
      const { x, y } = collect(samples);
      return [preprocessor.state, new Uint32Array(x.data.buffer), new Uint32Array(y.data.buffer)];
    };
    using here = await readCsv(texts);
    using there = await readCsvFile(path, { memory: 0, folder });
    const expected = await made(here, Infinity);
    expect(await made(there, Infinity)).toEqual(expected);
    expect(await made(there, 0)).toEqual(expected);
    expect(await made(here, 0)).toEqual(expected);
  });

  test("leaves nothing in its folder, and closes its file, however it ends", async () => {
    const place = mkdtempSync(join(folder, "place-"));
    const path = written("long.csv", texts);
    const table = await readCsvFile(path, { memory: 0, folder: place });
    expect([readdirSync(place), openFiles()]).toEqual([[], 1]);
    const samples = new Preprocessor({ target: "y", missing: "mean" })
      .fit(table)
      .transform(table, undefined, { memory: 0 });
    table.close();
    table.close();
    expect([readdirSync(place), openFiles()]).toEqual([[], 0]);
    expect(() => collect(samples)).toThrow("table: it is closed");

    const bad = written("bad.csv", `${texts}x,y\n`);
    await expect(readCsvFile(bad, { memory: 0, folder: place })).rejects.toThrow(/row 40802 has 2 cells/);
    const stop = new AbortController();
    const reading = readCsvFile(path, { memory: 0, folder: place, signal: stop.signal });
    setTimeout(() => stop.abort(new Error("enough")), 5);
    await expect(reading).rejects.toThrow("enough");
    expect([readdirSync(place), openFiles()]).toEqual([[], 0]);
  });

  test("says which file cannot be read or written", async () => {
    const path = written("small.csv", "a\n1\n");
    const missing = join(folder, "missing");
    await expect(readCsvFile(missing)).rejects.toThrow(FileError);
    await expect(readCsvFile(missing)).rejects.toThrow(
      `readCsvFile: ${missing} cannot be read: ENOENT: no such file or directory`,
    );
    await expect(readCsvFile(folder)).rejects.toThrow(`readCsvFile: ${folder} cannot be read: EISDIR`);
    const error: unknown = await readCsvFile(path, { memory: 0, folder: missing }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(FileError);
    expect(String(error)).toContain(`rows cannot be written to ${missing}: ENOENT`);
    const bad = written("worse.csv", "a,b\n1\n");
    await expect(readCsvFile(bad)).rejects.toThrow(`${bad}: readCsv: row 2 has 1 cells, expected 2`);
    await expect(readCsvFile(bad)).rejects.toThrow(FormatError);
    await expect(readCsvFile(path, { memory: -1 })).rejects.toThrow(ValueError);
    expect(openFiles()).toBe(0);
  });
});

describe("a program that trains on a large file", () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await Bundle.build("test/node/csv-trainer.ts");
  });
  afterAll(() => {
    bundle.remove();
  });

  /** Little room for young objects, so that garbage does not pass for data. */
  const flags = ["--max-semi-space-size=1"];
  const trained = (path: string, memory: number): { megabytes: number; loss: number } =>
    JSON.parse(execFileSync(process.execPath, [...flags, bundle.path, path, `${memory}`], { encoding: "utf8" })) as {
      megabytes: number;
      loss: number;
    };

  test(
    "takes no more memory for four times the rows, and computes the same as in memory",
    () => {
      const [short, long] = [8, 32].map((megabytes) => {
        const path = join(folder, `${megabytes}.csv`);
        writeLargeCsv(path, megabytes * 1e6);
        return path;
      }) as [string, string];
      const [few, many, inMemory] = [trained(short, 1e6), trained(long, 1e6), trained(long, 1e12)];
      expect(many.loss).toBe(inMemory.loss);
      expect(many.megabytes - few.megabytes).toBeLessThan(15);
      // The same measure finds the rows and samples where they are in memory.
      expect(inMemory.megabytes - many.megabytes).toBeGreaterThan(15);
    },
    3 * 60_000,
  );

  test("leaves nothing behind when it is killed", async () => {
    const place = mkdtempSync(join(folder, "killed-"));
    const path = join(folder, "killed.csv");
    writeLargeCsv(path, 1e7);
    const child = spawn(process.execPath, [bundle.path, path, "1000"], { env: { ...process.env, TMPDIR: place } });
    const fds = `/proc/${child.pid}/fd`;
    for (let isOpen = false; !isOpen; await new Promise((resolve) => setTimeout(resolve, 2))) {
      expect(child.exitCode).toBeNull();
      isOpen = readdirSync(fds).some((fd) => {
        const file = linkOf(`${fds}/${fd}`);
        return file.startsWith(join(place, ".wasmgrad-")) && file.endsWith("(deleted)");
      });
    }
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(readdirSync(place)).toEqual([]);
  });
});

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
