import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatCsv, readCsv, type Table } from "../../src/csv/index.ts";
import { Cli, type Outcome } from "../helpers/cli.ts";

let cli: Cli;
const write = (name: string, rows: readonly (readonly (string | number)[])[]): void =>
  writeFileSync(join(cli.folder, name), formatCsv(rows));
const read = async (text: string): Promise<Table> => await readCsv(text);
const done = async (...args: string[]): Promise<Outcome> => {
  const outcome = await cli.run(args);
  expect(outcome.stderr).toBe("");
  expect(outcome.code).toBe(0);
  return outcome;
};

beforeAll(async () => {
  cli = await Cli.build();
  const rows = Array.from({ length: 200 }, (_, i) => {
    const [size, town] = [30 + ((i * 7919) % 170), ["Basel", "Bern, west", 'the "Genf"'][i % 3]!];
    return [i, i % 17 === 3 ? "" : size, town, 3 * size + 40 * (i % 3)];
  });
  write("prices.csv", [["id", "size", "town", "price"], ...rows]);
});

afterAll(() => {
  cli.remove();
});

describe("a table from the command line", () => {
  test("iris: learned, told about, evaluated on what was held out, and predicted from a file", async () => {
    const { stdout } = await done("train", "iris");
    expect(stdout).toContain("120 flowers to train with, 30 to test with");
    expect(stdout).toContain("A classification of species into 3 classes (setosa, versicolor, virginica)");
    const accuracy = /Test accuracy (\d+\.\d\d %) on 30 samples/.exec(stdout)![1]!;
    expect(parseFloat(accuracy)).toBeGreaterThanOrEqual(95);
    expect(stdout).toContain("the same outputs for 30 test samples, bit for bit");

    const told = (await done("info", "runs/iris")).stdout;
    for (const part of [
      "0.weight  F32   [32, 4]",
      "4 → 32 → relu → 16 → relu → 3",
      "sepal length (cm)",
      "739 parameters",
    ]) {
      expect(told).toContain(part);
    }
    const file = (await done("info", "runs/iris/model.safetensors")).stdout;
    expect(told.startsWith(file.trimEnd())).toBe(true); // and how the run was made

    const figures = (await done("evaluate", "iris", "--model", "runs/iris")).stdout;
    expect(figures).toContain(`Test accuracy ${accuracy} on 30 flowers, which were held out when it was trained`);
    expect(figures).toMatch(/class {2}precision +recall +F1 +samples\n +setosa +100\.0 % +100\.0 % +100\.0 % +10\n/);

    const header = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];
    write("flowers.csv", [header, [5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6, 2.5]]);
    const predicted = await read((await done("predict", "flowers.csv", "--model", "runs/iris")).stdout);
    expect(predicted.columns.map(({ name }) => name)).toEqual([
      "species",
      ...["setosa", "versicolor", "virginica"].map((name) => `probability of ${name}`),
    ]);
    const species = predicted.column("species");
    expect(species.kind === "text" && Array.from(species.codes, (code) => species.values[code])).toEqual([
      "setosa",
      "virginica",
    ]);
    const odds = predicted.column("probability of setosa");
    expect(odds.kind === "number" && odds.values[0]! > 0.9 && odds.values[1]! < 0.1).toBe(true);
  });

  test("a file: numbers told from empty cells and texts, in a fresh process and in the target's unit", async () => {
    const options = ["--target", "price", "--missing", "median", "--ignore", "id", "--hidden", "8", "--seed", "3"];
    const { stdout } = await done("train", "prices.csv", ...options);
    expect(stdout).toContain("160 rows to train with, 40 to test with");
    expect(stdout).toMatch(/A regression of price: .*; --task classification would have it otherwise/);
    const r2 = Number(/Test R² (\d\.\d+) on 40 samples, mean absolute error/.exec(stdout)![1]);
    expect(r2).toBeGreaterThan(0.8);
    const record = JSON.parse(readFileSync(join(cli.folder, "runs/prices/history.json"), "utf8"));
    expect(record.configuration).toMatchObject({ missing: "median", ignore: ["id"], hidden: [8], seed: 3 });

    const figures = (await done("evaluate", "prices.csv", "--model", "runs/prices")).stdout;
    expect(Number(/Test R² (\d\.\d+) on 200 rows of prices\.csv/.exec(figures)![1])).toBeGreaterThan(0.8);

    write("new.csv", [
      ["town", "size", "note"],
      ["Bern, west", 100, "x"],
      ["Bern, west", "", "y"],
    ]);
    const told = await done("predict", "new.csv", "--model", "runs/prices", "--ignore", "note", "--out", "told.csv");
    expect(told.stdout).toBe("Wrote predictions for 2 rows in told.csv\n");
    const text = readFileSync(join(cli.folder, "told.csv"), "utf8");
    const values = (await read(text)).column("price");
    expect(values.kind === "number" && Math.abs(values.values[0]! - 340) < 80).toBe(true);
    expect((await done("predict", "new.csv", "--model", "runs/prices", "--ignore", "note")).stdout).toBe(text);

    const bytes = readFileSync(join(cli.folder, "prices.csv"), "utf8");
    writeFileSync(join(cli.folder, "prices.csv"), bytes.replace(/\n(\d+),\d+,/g, "\n$1,77,"));
    const changed = await cli.run(["verify", "runs/prices"]);
    expect(changed.code).toBe(1);
    expect(changed.stderr).toMatch(/outputs have sha256 \w+, expected \w+; has .*prices\.csv changed\?\n$/);
    writeFileSync(join(cli.folder, "moved.csv"), bytes);
    rmSync(join(cli.folder, "prices.csv"));
    expect((await done("verify", "runs/prices", "--data", "moved.csv")).stdout).toContain("bit for bit");
    writeFileSync(join(cli.folder, "prices.csv"), bytes);
  });

  test("is one line and exit code 2 when something is wrong, and an interruption leaves nothing behind", async () => {
    const names = readdirSync(cli.folder);
    const wrong = await cli.run(["train", "prices.csv", "--target", "prize", "--out", "wrong"]);
    expect(wrong).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(/^wasmgrad: .*"prize".*\n$/) });
    const args = ["--target", "price", "--missing", "drop", "--epochs", "10000", "--out", "stopped"];
    const stopped = await cli.run(["train", "prices.csv", ...args], {
      when: "epoch     2/",
      then: (child) => child.kill("SIGINT"),
    });
    expect(stopped).toMatchObject({ code: 130, stderr: "" });
    expect(readdirSync(cli.folder)).toEqual(names);
  });

  test("predictions that find no room are one line and exit code 2", async () => {
    const args = ["-c", 'exec "$@" > /dev/full', "sh", process.execPath, join(cli.folder, "cli.mjs")];
    write("small.csv", [
      ["size", "town"],
      [50, "Basel"],
    ]);
    const { status, stderr } = spawnSync("sh", [...args, "predict", "small.csv", "--model", "runs/prices"], {
      cwd: cli.folder,
      encoding: "utf8",
    });
    expect(stderr).toBe("wasmgrad: predict: the standard output cannot be written: ENOSPC: no space left on device\n");
    expect(status).toBe(2);
  });

  test("predictions may be left unread", async () => {
    write("many.csv", [["size", "town"], ...Array.from({ length: 20_000 }, (_, i) => [i % 200, "Basel"])]);
    const { code, stderr } = await cli.run(["predict", "many.csv", "--model", "runs/prices"], {
      when: "price",
      then: (child) => child.stdout!.destroy(),
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });
});
