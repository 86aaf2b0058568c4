import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/base/errors.ts";
import { Preprocessor, type PreprocessorState, readCsv } from "../../src/csv/index.ts";
import { collect } from "../../src/data/collect.ts";
import { Linear } from "../../src/nn/index.ts";
import { load, save } from "../../src/node/index.ts";

const TEXT = "id,a,b,y\n1,0.1,x,3\n2,,ü\n,5\n".replace("ü\n,", '"ü\n",') + "3,1e-7,,4.5\n4,0.3,x,-1\n";

async function learned(text: "one-hot" | "ordinal" = "one-hot"): Promise<Preprocessor> {
  const table = await readCsv(TEXT, { ignore: ["id"] });
  return new Preprocessor({ target: "y", missing: "median", text }).fit(table);
}

describe("a preprocessor's state", () => {
  test.each(["one-hot", "ordinal"] as const)("is saved with the model, and gives the same bits (%s)", async (text) => {
    const preprocessor = await learned(text);
    const folder = mkdtempSync(join(tmpdir(), "wasmgrad-"));
    try {
      const path = join(folder, "model.safetensors");
      const model = new Linear(preprocessor.features.length, 1);
      await save(model, path, new Map([["epochs", "20"], ...preprocessor.metadata()]));
      const metadata = await load(model, path);
      const loaded = Preprocessor.fromMetadata(metadata)!;
      expect(loaded.state).toEqual(preprocessor.state);
      expect([loaded.task, loaded.reason, loaded.features]).toEqual([
        preprocessor.task,
        preprocessor.reason,
        preprocessor.features,
      ]);
      const [before, after] = await Promise.all(
        [preprocessor, loaded].map(async (p) => collect(p.transform(await readCsv(TEXT, { schema: p.schema })))),
      );
      expect(after).toEqual(before);
      expect(() => loaded.fit({} as never)).toThrow("fit: the preprocessor has learned already, expected a new one");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("is plain data", async () => {
    const { state } = await learned();
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(state).toEqual({
      version: 1,
      columns: [
        {
          name: "a",
          kind: "number",
          fill: 0.1,
          center: expect.any(Number) as number,
          scale: expect.any(Number) as number,
        },
        { name: "b", kind: "text", encoding: "one-hot", categories: ["x", "ü"], fill: "x", center: 0, scale: 1 },
      ],
      target: {
        name: "y",
        task: "regression",
        center: expect.any(Number) as number,
        scale: expect.any(Number) as number,
      },
      reason: "its target has numbers that are not whole",
      ignored: ["id"],
      drop: false,
      unknown: "error",
    });
  });

  test("may be missing among texts, but not damaged", () => {
    expect(Preprocessor.fromMetadata(new Map([["epochs", "20"]]))).toBeNull();
    expect(() => Preprocessor.fromMetadata(new Map([["preprocessor", "{"]]))).toThrow(
      "Preprocessor: the state is not JSON, expected what metadata() gave",
    );
    expect(() => Preprocessor.fromMetadata(new Map([["preprocessor", '{"__proto__":{"version":1}}']]))).toThrow(
      FormatError,
    );
  });
});

describe("a state from a file", () => {
  const [NUMBER, TEXT_COLUMN, CLASSES] = [
    { name: "a", kind: "number", fill: null, center: 0, scale: 1 },
    { name: "b", kind: "text", encoding: "one-hot", categories: ["x", "y"], fill: "x", center: 0, scale: 1 },
    { name: "y", task: "classification", classes: ["p", "q"] },
  ];
  const GOOD = {
    version: 1,
    columns: [NUMBER, TEXT_COLUMN],
    target: CLASSES,
    reason: "because",
    ignored: ["id"],
    drop: false,
    unknown: "error",
  };

  test("is taken as it is", () => {
    expect(Preprocessor.from(GOOD).state).toEqual(GOOD as PreprocessorState);
    expect(Preprocessor.from({ ...GOOD, target: null, ignored: [] }).target).toBeNull();
    expect(Preprocessor.from({ ...GOOD, target: { ...CLASSES, classes: [1, 2] } }).classes).toEqual(["1", "2"]);
  });

  const number = (change: object) => ({ ...GOOD, columns: [{ ...NUMBER, ...change }] });
  const text = (change: object) => ({ ...GOOD, columns: [{ ...TEXT_COLUMN, ...change }] });
  const target = (change: object) => ({ ...GOOD, target: { ...CLASSES, ...change } });
  const regression = (change: object) => ({
    ...GOOD,
    target: { name: "y", task: "regression", center: 0, scale: 1, ...change },
  });

  test.each<[string, unknown]>([
    ["state", null],
    ["state", []],
    ["state", "text"],
    ["state", { ...GOOD, drop: undefined, more: 1 }],
    ["state", { ...GOOD, more: 1 }],
    ["state", Object.create(GOOD)],
    ["version", { ...GOOD, version: 2 }],
    ["reason", { ...GOOD, reason: 1 }],
    ["drop", { ...GOOD, drop: 0 }],
    ["unknown", { ...GOOD, unknown: "ones" }],
    ["columns", { ...GOOD, columns: {} }],
    ["columns", { ...GOOD, columns: [] }],
    ["columns", { ...GOOD, columns: [NUMBER, NUMBER] }],
    ["columns", { ...GOOD, ignored: ["a"] }],
    ["columns", { ...GOOD, target: { ...CLASSES, name: "a" } }],
    ["ignored", { ...GOOD, ignored: [1] }],
    ["columns[0]", { ...GOOD, columns: [null] }],
    ["columns[0]", number({ more: 1 })],
    ["columns[0].name", number({ name: "" })],
    ["columns[0].kind", number({ kind: "date" })],
    ["columns[0].fill", number({ fill: "x" })],
    ["columns[0].center", number({ center: null })],
    ["columns[0].center", number({ center: Infinity })],
    ["columns[0].scale", number({ scale: 0 })],
    ["columns[0].scale", number({ scale: -1 })],
    ["columns[0].encoding", text({ encoding: "hash" })],
    ["columns[0].categories", text({ categories: "xy" })],
    ["columns[0].categories", text({ categories: [] })],
    ["columns[0].categories", text({ categories: ["x", "x"] })],
    ["columns[0].categories", text({ categories: ["y", "x"] })],
    ["columns[0].categories", text({ categories: ["x", 1] })],
    ["columns[0].fill", text({ fill: "z" })],
    ["columns[0].fill", text({ fill: 0 })],
    ["columns[0].scale", text({ scale: 2 })],
    ["target", { ...GOOD, target: 1 }],
    ["target.task", target({ task: "ranking" })],
    ["target.name", target({ name: 1 })],
    ["target.classes", target({ classes: ["p"] })],
    ["target.classes", target({ classes: ["q", "p"] })],
    ["target.classes", target({ classes: ["p", 1] })],
    ["target.classes", target({ classes: [null, null] })],
    ["target.center", regression({ center: "0" })],
    ["target.scale", regression({ scale: NaN })],
  ])("is refused for its %s (%#)", (what, state) => {
    const message = `Preprocessor: the state's ${what} is unusable, expected`;
    expect(() => Preprocessor.from(state)).toThrow(FormatError);
    expect(() => Preprocessor.from(state)).toThrow(message);
  });
});
