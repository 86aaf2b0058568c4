import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");

/** Rows of the table: where an example is, and its command. */
const rows = Array.from(
  read("examples/README.md").matchAll(/^\| \[[\w-]+\]\((\S+)\) *\|[^|]+\| `([^`]+)`/gm),
  ([, path, command]) => ({ path: path!, command: command! }),
);
const programs = readdirSync(`${root}examples`).filter((file) => file.endsWith(".ts"));
const folders = readdirSync(`${root}examples`, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test("the table has every example, and links to what is there", () => {
  const listed = rows.map(({ path }) => path.split("/")[0]!);
  expect(listed.toSorted()).toEqual([...programs, ...folders.map(({ name }) => name)].sort());
  for (const { path } of rows) expect(existsSync(`${root}examples/${path}`), path).toBe(true);
});

test("its commands are those that the examples name", () => {
  for (const { path, command } of rows) {
    if (!path.endsWith(".ts")) continue;
    const start = `node tools/run-bundled.mjs examples/${path}`;
    expect(command.startsWith(start), command).toBe(true);
    expect(read(`examples/${path}`), path).toContain(start);
  }
});

test("a command runs on the package as it is built", () => {
  // The two builds are tested at once, and each example is bundled to a file of its own.
  const [file, last] =
    process.env["WANT_BUILD"] === "plain" ? ["xor.ts", /^1 xor 1 = 0\.0\d\d$/m] : ["iris.ts", /; it is \w+$/m];
  const { command } = rows.find(({ path }) => path === file)!;
  const [program, ...args] = command.split(" ");
  expect(program).toBe("node");
  expect(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" })).toMatch(last);
});

test.each(programs)("%s is run by a test, and imports what users have", (file) => {
  expect(existsSync(`${root}test/examples/${file.replace(/\.ts$/, ".test.ts")}`)).toBe(true);
  const imports = Array.from(read(`examples/${file}`).matchAll(/from "([^"]+)"/g), ([, name]) => name!);
  expect(imports).toContain("wasmgrad");
  expect(imports.filter((name) => !/^(node:|wasmgrad(\/|$))/.test(name))).toEqual([]);
});
