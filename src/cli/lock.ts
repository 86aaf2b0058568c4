import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ValueError } from "../base/errors.ts";
import { membersOf } from "./members.ts";

/** Name of the file by which a process has a folder to itself. */
export const LOCK = "lock";
/** Milliseconds, and looks, that a lock may take to be written. */
const PAUSE = 20;
const LOOKS = 10;

/**
 * Takes a folder for this process alone. A lock whose process is gone, however it ended, counts for nothing. Throws `ValueError` if another
 * process has it.
 */
export async function lockFolder(folder: string): Promise<void> {
  const path = join(folder, LOCK);
  const own = JSON.stringify({ host: hostname(), pid: process.pid, born: await birthOf(process.pid) });
  for (let look = 1; ; look++) {
    try {
      await writeFile(path, own, { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const found = await textOf(path);
    const { host, pid, born } = membersOf(found ?? "");
    if (typeof host === "string" && typeof pid === "number") {
      if (host !== hostname() || (await isRunning(pid, born))) {
        throw new ValueError(
          `train: ${folder} is in use by process ${pid} on ${host}, expected no other; wait for it, or remove ${path} if it is gone`,
        );
      }
    } else if (look < LOOKS) {
      await pause(PAUSE); // another process may be about to write it
      continue;
    }
    await takeAway(path, found);
  }
}

/** Removes a lock that says this. Of all who try, one gets it; whoever gets a newer one puts that back. */
async function takeAway(path: string, said: string | null): Promise<void> {
  const old = join(path, "..", `.wasmgrad-${randomUUID()}`);
  await rename(path, old).catch(() => undefined);
  if ((await textOf(old)) === said) await rm(old, { force: true });
  else await rename(old, path).catch(() => undefined);
}

/** Whether there is a process of this number that began then. */
async function isRunning(pid: number, born: unknown): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return (await birthOf(pid)) === born;
}

/** When a process began, where the system tells: another that gets its number began at another time. */
async function birthOf(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all([textOf("/proc/sys/kernel/random/boot_id"), textOf(`/proc/${pid}/stat`)]);
  // Behind the name in parentheses, which may hold anything, the 20th field counts from the start of the system.
  const began = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return boot === null || began === undefined ? "" : `${boot.trim()} ${began}`;
}

async function textOf(path: string): Promise<string | null> {
  return await readFile(path, "utf8").catch(() => null);
}
