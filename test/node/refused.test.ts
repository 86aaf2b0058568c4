import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { FileError } from "../../src/base/errors.ts";
import { checkpoint, csvLog, latestCheckpoint, tensorBoard } from "../../src/node/index.ts";
import type { Callback } from "../../src/train/callbacks.ts";
import { fit } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { Bundle } from "../helpers/bundle.ts";
import { bits, compared, network, options } from "../helpers/training.ts";
import { scratch } from "../helpers/scratch.ts";

/** Calls of the file system until one fails, and what it fails with. */
const fault = vi.hoisted(() => ({ calls: Infinity, code: "", happened: "", log: [] as string[] }));

vi.mock("node:fs/promises", async (original) => {
  type Call = (...args: unknown[]) => Promise<unknown>;
  const fs = await original<Record<string, Call>>();
  const failing =
    (name: string, call: Call): Call =>
    async (...args) => {
      fault.log.push(name);
      if (fault.calls-- !== 0) return await call(...args);
      fault.happened = name;
      // A full disk takes a part of what it is given, and a handle that fails to close is closed.
      if (name === "writeFile" || name === "appendFile") {
        await call(args[0], (args[1] as Uint8Array | string).slice(0, 20), ...args.slice(2));
      } else if (name === "close") await call();
      throw Object.assign(new Error(`${fault.code}: told by a test, ${name}`), { code: fault.code });
    };
  const handled = (handle: object): object =>
    new Proxy(handle, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        const name = String(key);
        if (typeof value !== "function") return value;
        const bound = value.bind(target) as Call;
        if (name === "sync") return failing(name, () => Promise.resolve()); // which takes long, and is not looked at
        return ["chmod", "close"].includes(name) ? failing(name, bound) : bound;
      },
    });
  const open = failing("open", fs["open"]!);
  const append: Call = (path, text) => fs["appendFile"]!(path, text); // without waiting for the disk
  const names = ["mkdir", "readFile", "readdir", "realpath", "rename", "rm", "stat"];
  return {
    ...fs,
    ...Object.fromEntries(names.map((name) => [name, failing(name, fs[name]!)])),
    open: async (...args: unknown[]) => handled((await open(...args)) as object),
    appendFile: failing("appendFile", append),
    writeFile: failing("writeFile", fs["writeFile"]!),
  };
});

const files = scratch();
const data = compared(40);

const run = async (callbacks: readonly Callback[], resume?: Uint8Array) => {
  const model = network();
  const all = options(model, { epochs: 2, batchSize: 32, callbacks, resume });
  try {
    await fit(model, data, all);
    return bits(model);
  } finally {
    all.optimizer.dispose();
    model.dispose();
  }
};

describe("a file system that refuses", () => {
  test("ends training at any one call with an error that names it, and leaves the last good checkpoint", async () => {
    const whole = await run([]);
    const happened = new Set<string>();
    for (let calls = 0; ; calls++) {
      const folder = files.path(`full-${calls}`);
      mkdirSync(`${folder}/last`, { recursive: true });
      const callbacks = [
        csvLog(`${folder}/log.csv`),
        tensorBoard(`${folder}/board`),
        checkpoint(`${folder}/last/{epoch}.safetensors`, { keep: 1 }),
        checkpoint(`${folder}/best.safetensors`, { best: "loss" }),
      ];
      await run(callbacks.slice(2)); // what is there before
      const before = memoryStats().blocks;
      Object.assign(fault, { calls, code: "ENOSPC", happened: "" });
      const error: unknown = await run(callbacks).catch((e: unknown) => e);
      fault.calls = Infinity;
      if (error instanceof Error) {
        expect(error).toBeInstanceOf(FileError);
        expect(error.message).toMatch(/^(checkpoint|csvLog|tensorBoard): .*(written|removed|read): /);
        expect(error.message).toContain(folder);
        expect(error.message).toContain("ENOSPC: told by a test");
        if (error.message.includes("cannot be written")) expect(error.message.endsWith("test; make room")).toBe(true);
      }
      expect(readdirSync(`${folder}/last`).filter((name) => name.startsWith("."))).toEqual([]);
      const resume = await latestCheckpoint(`${folder}/last`);
      expect(resume).toBeDefined();
      expect(await latestCheckpoint(folder)).toBeDefined();
      expect(memoryStats().blocks).toBe(before);
      expect(await run(callbacks, resume)).toEqual(whole);
      if (fault.happened === "") break;
      happened.add(fault.happened);
    }
    expect([...happened].sort()).toEqual(
      [
        "appendFile",
        "close",
        "mkdir",
        "open",
        "readdir",
        "realpath",
        "rename",
        "rm",
        "stat",
        "sync",
        "writeFile",
        "chmod",
      ].sort(),
    );
  });

  test.each([
    ["EDQUOT", "; make room"],
    ["EROFS", "; choose a folder that may be written to"],
    ["EIO", ""],
  ])("says of %s what to do, if anything is to be done", async (code, remedy) => {
    const path = files.path("last");
    Object.assign(fault, { calls: 3, code, happened: "" });
    await expect(run([checkpoint(path)])).rejects.toThrow(
      `checkpoint: ${path} cannot be written: ${code}: told by a test${remedy}`,
    );
    expect(fault.happened).toBe("open");
  });

  test("has the bytes on the disk before they take the name, and the name before older files go", async () => {
    mkdirSync(files.path("order"));
    await run([checkpoint(files.path("order/{epoch}"))]);
    fault.log.length = 0;
    await run([checkpoint(files.path("order/{epoch}"), { keep: 1, epochs: 2 })]);
    expect(fault.log.filter((name) => name !== "stat" && name !== "realpath")).toEqual([
      ...["readdir", "open", "chmod", "writeFile", "sync", "close", "rename"],
      ...["open", "sync", "close", "readdir", "rm"],
    ]);
  });

  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await Bundle.build("test/node/refused-trainer.ts");
  });
  afterAll(() => bundle.remove());

  /** Trains on from a checkpoint in a process of its own, begun by `shell`. Answers what it prints. */
  const refused = async (path: string, shell: string, user: string[]): Promise<string[]> => {
    await run([checkpoint(path)]);
    const good = readFileSync(path);
    const args = ["-c", `${shell} exec "$@"`, "sh", process.execPath, ...process.execArgv, bundle.path, path, ...user];
    const { stdout, stderr, status } = spawnSync("/bin/sh", args, { encoding: "utf8" });
    expect([stderr, status]).toEqual(["", 0]);
    expect(readFileSync(path).equals(good)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(["last"]);
    return stdout.trimEnd().split("\n");
  };

  test("a file that may not grow any more ends training, and the engine works on", async () => {
    mkdirSync(files.path("limited"));
    const path = files.path("limited/last");
    // Blocks of 512 bytes: less than the checkpoint has.
    expect(await refused(path, "ulimit -f 1;", [])).toEqual([
      `FileError: checkpoint: ${path} cannot be written: EFBIG: file too large; raise the limit on the size of files`,
      "[4. 5.]",
    ]);
  });

  test("a folder that may not be written to ends training, and the engine works on", async () => {
    mkdirSync(files.path("locked"));
    const path = files.path("locked/last");
    // Root may write anywhere, so it becomes nobody.
    const user = process.getuid!() === 0 ? ["65534"] : [];
    chmodSync(files.folder, 0o755);
    expect(await refused(path, `chmod 555 "${dirname(path)}";`, user)).toEqual([
      `FileError: checkpoint: ${path} cannot be written: EACCES: permission denied; choose a folder that may be written to`,
      "[4. 5.]",
    ]);
    chmodSync(dirname(path), 0o755);
  });
});
