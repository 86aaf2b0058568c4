import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import ENTRIES from "../tools/entries.json" with { type: "json" };
import { NAMES } from "../src/wasm/generated/launch.ts";

/** The floors of src/, lowest first, each with the floors that it may import. docs/architecture.md draws them. */
const FLOORS: Record<string, readonly string[]> = {
  base: [],
  wasm: ["base"],
  tensor: ["base", "wasm"],
  io: ["base", "tensor"],
  linalg: ["base", "tensor"],
  autograd: ["base", "wasm", "tensor"],
  data: ["base", "tensor", "io"],
  csv: ["base", "tensor", "io", "data"],
  ops: ["base", "wasm", "tensor", "autograd"],
  nn: ["base", "tensor", "autograd", "ops"],
  models: ["base", "tensor", "autograd", "ops", "nn"],
  optim: ["base", "wasm", "tensor", "autograd", "nn"],
  train: ["base", "tensor", "io", "autograd", "ops", "nn", "optim", "data"],
  viz: ["base", "tensor", "autograd", "ops", "nn", "train"],
  node: ["base", "tensor", "io", "nn", "data", "csv", "train"],
  worker: ["base", "wasm", "tensor", "io", "nn", "data", "train", "optim"],
  cli: [
    "base",
    "wasm",
    "tensor",
    "io",
    "autograd",
    "data",
    "csv",
    "ops",
    "nn",
    "models",
    "optim",
    "train",
    "viz",
    "node",
  ],
};
/** Of most files at most this many lines, of none more than that. */
const MEDIAN_LINES = 100;
const MOST_LINES = 400;

const root = new URL("../", import.meta.url).pathname;
const isWritten = (file: string) => /\.(ts|mjs)$/.test(file) && !/(^|\/)(generated|node_modules|\.tmp)\//.test(file);
const listed = (folder: string) =>
  (readdirSync(join(root, folder), { recursive: true }) as string[]).filter(isWritten).sort();
const read = (path: string) => readFileSync(join(root, path), "utf8");
const sources = listed("src");
/** The entries of the package may import everything. */
const isEntry = (file: string) => Object.values(ENTRIES).some(({ source }) => source === `src/${file}`);
const floorOf = (file: string) => file.split("/")[0]!;

function importsOf(file: string): string[] {
  return [...read(`src/${file}`).matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, path]) =>
    posix.join(posix.dirname(file), path!),
  );
}

describe("floors", () => {
  test("every folder of src is one", () => {
    expect([...new Set(sources.filter((f) => f.includes("/")).map(floorOf))].filter((f) => !(f in FLOORS))).toEqual([]);
  });

  test("imports go down", () => {
    const wrong = sources
      .filter((file) => !isEntry(file))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ file, target }) => {
        const [from, to] = [floorOf(file), floorOf(target)];
        return from !== to && !FLOORS[from]?.includes(to);
      });
    expect(wrong).toEqual([]);
  });

  test("no file imports itself by way of others", () => {
    const state = new Map<string, "open" | "done">();
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done" || !sources.includes(file)) return;
      expect(state.get(file), [...path, file].join(" -> ")).toBeUndefined();
      state.set(file, "open");
      for (const target of importsOf(file)) visit(target, [...path, file]);
      state.set(file, "done");
    };
    for (const file of sources) visit(file, []);
  });

  test("the core entry reaches nothing that needs Node or another package", () => {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      if (!file.includes("/generated/")) importsOf(file).forEach(visit);
    };
    visit("index.ts");
    const foreign = [...reached]
      .filter((file) => !file.includes("/generated/"))
      .flatMap((file) =>
        [...read(`src/${file}`).matchAll(/from "([^."][^"]*)"/g)].map(([, name]) => `${file}: ${name}`),
      );
    expect(foreign).toEqual([]);
  });
});

describe("completeness", () => {
  const units = sources.filter(
    (f) => /^(ops|nn\/layers|nn\/losses|optim)\/[^/]+\.ts$/.test(f) && basename(f) !== "index.ts",
  );

  test("every op, layer, loss and optimizer has a test of the same path and a line in its index", () => {
    const missing = units.filter(
      (f) =>
        !existsSync(join(root, "test", f.replace(/\.ts$/, ".test.ts"))) ||
        !read(`src/${dirname(f)}/index.ts`).includes(`"./${basename(f)}"`),
    );
    expect(missing).toEqual([]);
  });

  test("every kernel is launched from src", () => {
    const text = sources.map((f) => read(`src/${f}`)).join("\n");
    expect(NAMES.filter((name) => !new RegExp(`launch\\.${name}\\b`).test(text))).toEqual([]);
  });

  test("package.json exports the entries, and nothing else", () => {
    const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, unknown> };
    const expected = Object.entries(ENTRIES).filter(([path]) => path.startsWith("."));
    for (const [path, { name, source }] of expected) {
      const types = source.replace(/^src/, "./dist/types").replace(/\.ts$/, ".d.ts");
      expect(exports[path]).toEqual({ types, default: `./dist/${name}.js` });
    }
    expect(Object.keys(exports).sort()).toEqual(
      [...expected.map(([path]) => path), "./package.json", "./wasm/*"].sort(),
    );
  });
});

describe("size", () => {
  const all = ["src", "assembly", "bench", "test", "tools"].flatMap((folder) =>
    listed(folder).map((f) => `${folder}/${f}`),
  );
  const lines = all.map((path) => ({ path, lines: read(path).split("\n").length }));

  test(`no file is above ${MOST_LINES} lines`, () => {
    expect(lines.filter((f) => f.lines > MOST_LINES)).toEqual([]);
  });

  test(`the median file is below ${MEDIAN_LINES} lines`, () => {
    const sorted = lines.map((f) => f.lines).sort((a, b) => a - b);
    expect(sorted[sorted.length >> 1]).toBeLessThan(MEDIAN_LINES);
  });
});
