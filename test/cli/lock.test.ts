import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { describe, expect, test } from "vitest";
import { lockFolder } from "../../src/cli/lock.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
let used = 0;

/** A new folder, with this as its lock if given. */
function folder(lock?: string): string {
  const name = String(used++);
  mkdirSync(files.path(name));
  if (lock !== undefined) files.write(`${name}/lock`, lock);
  return files.path(name);
}

const held = (path: string): { pid: number; born: string } =>
  JSON.parse(readFileSync(`${path}/lock`, "utf8")) as { pid: number; born: string };
const lockOf = (changes: object): string =>
  JSON.stringify({ host: hostname(), pid: process.pid, born: "", ...changes });

describe("lockFolder", () => {
  test("takes a free folder, and one whose process is gone", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    for (const lock of [
      undefined,
      lockOf({ pid: child.pid }),
      lockOf({}),
      lockOf({ pid: process.ppid }),
      "",
      "{",
      "7",
    ]) {
      const path = folder(lock);
      await lockFolder(path);
      expect(readdirSync(path), lock).toEqual(["lock"]);
      expect(held(path).pid, lock).toBe(process.pid);
    }
  });

  test("refuses a folder that another process has, here or elsewhere", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    try {
      const own = folder();
      await lockFolder(own);
      const [boot] = held(own).born.split(" ");
      const stat = readFileSync(`/proc/${child.pid!}/stat`, "utf8");
      const born = `${boot!} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]!}`;
      const path = folder(lockOf({ pid: child.pid, born }));
      await expect(lockFolder(path)).rejects.toThrow(
        `${path} is in use by process ${child.pid!} on ${hostname()}, expected no other; wait for it, or remove ${path}/lock`,
      );
      expect(held(path).pid).toBe(child.pid);
      const elsewhere = folder(lockOf({ host: "elsewhere", pid: 1 }));
      await expect(lockFolder(elsewhere)).rejects.toThrow("in use by process 1 on elsewhere");
      expect(readdirSync(elsewhere)).toEqual(["lock"]);
    } finally {
      child.kill("SIGKILL");
    }
  });

  test("waits for a lock that is about to be written", async () => {
    const path = folder("");
    setTimeout(() => files.write(`${used - 1}/lock`, lockOf({ host: "elsewhere" })), 50);
    await expect(lockFolder(path)).rejects.toThrow("on elsewhere");
    rmSync(path, { recursive: true });
    await expect(lockFolder(path)).rejects.toThrow("ENOENT");
  });
});
