import { randomUUID } from "node:crypto";
import { open, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { FileError } from "../base/errors.ts";

/** Files on their way, by the machine and the process that write them. */
const DRAFT = `.wasmgrad-${encodeURIComponent(hostname()).slice(0, 64)}-`;
const UUID = /^(\d+)-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What to do about what the system refuses. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: "make room",
  EDQUOT: "make room",
  EFBIG: "raise the limit on the size of files",
  EACCES: "choose a folder that may be written to",
  EPERM: "choose a folder that may be written to",
  EROFS: "choose a folder that may be written to",
  ENOENT: "make its folder first",
};

/** The bytes of a file. Throws `FileError`, which names it. */
export async function readBytes(op: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new FileError(`${op}: ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * Writes a file whole or not at all: a power cut or a full disk leaves the file that was there before, if any.
 *
 * The bytes go to another file in the same folder, reach the disk, and take the name. Throws `FileError`, which names the
 * file, and leaves nothing behind; a process that is killed leaves its draft, see `removeDrafts`.
 */
export async function writeWhole(
  op: string,
  path: string,
  contents: Uint8Array | string | Iterable<string>,
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const temporary = join(dirname(target), `${DRAFT}${process.pid}-${randomUUID()}`);
  try {
    const before = await stat(target).catch(() => null);
    const file = await open(temporary, "wx");
    try {
      if (before !== null) await file.chmod(before.mode & 0o777);
      await writeFile(file, contents);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => null);
    throw notWritten(op, path, error);
  }
}

/** What a file that cannot be written is told by: `save: a cannot be written: ENOSPC: no space left on device; make room`. */
export function notWritten(op: string, path: string, error: unknown): FileError {
  const remedy = REMEDIES[(error as NodeJS.ErrnoException).code ?? ""];
  const advice = remedy === undefined ? "" : `; ${remedy}`;
  return new FileError(`${op}: ${path} cannot be written: ${reasonOf(error)}${advice}`, { cause: error });
}

/** Removes what writers on this machine that are no more have left in a folder, as far as it may. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = name.startsWith(DRAFT) ? UUID.exec(name.slice(DRAFT.length))?.[1] : undefined;
    if (pid === undefined) continue;
    const path = join(folder, name);
    if (await isWriting(Number(pid), path)) continue;
    await rm(path, { force: true }).catch(() => null);
  }
}

/** `EACCES: permission denied`, without the call and the paths that Node adds. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split(",")[0]!;
}

/** So that the new name outlasts a power cut. Windows has no such call, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Whether the process of this number may have made the draft: in a container that starts again, this one has the same. */
async function isWriting(pid: number, path: string): Promise<boolean> {
  if (pid === process.pid) {
    const made = await stat(path).catch(() => null);
    return made !== null && made.mtimeMs >= Date.now() - 1000 * process.uptime();
  }
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it runs, and is somebody else's
  }
}
