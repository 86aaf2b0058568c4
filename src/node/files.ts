import { randomUUID } from "node:crypto";
import { open, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FileError } from "../base/errors.ts";

/** The bytes of a file. Throws `FileError`, which names it. */
export async function readBytes(op: string, path: string): Promise<Uint8Array> {
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
 * file, and leaves nothing behind.
 */
export async function writeWhole(
  op: string,
  path: string,
  contents: Uint8Array | string | Iterable<string>,
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const temporary = join(dirname(target), `.wasmgrad-${randomUUID()}`);
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
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => null);
    throw new FileError(`${op}: ${path} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}

/** `EACCES: permission denied`, without the call and the paths that Node adds. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split(",")[0]!;
}
