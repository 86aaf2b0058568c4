import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FileError, WasmgradError } from "../base/errors.ts";
import { standingIn, standingOf } from "../train/checkpoint.ts";
import { readBytes, reasonOf } from "./files.ts";
import { inspect } from "./inspect.ts";

/**
 * The bytes of the checkpoint in a folder that has trained the furthest, for `fit({ resume })`; undefined, with which it begins afresh, if there is
 * none, or no folder yet.
 *
 *     const callbacks = [checkpoint("runs/7/{epoch}.safetensors", { keep: 3 })];
 *     await fit(model, train, { callbacks, resume: await latestCheckpoint("runs/7"), … });
 *
 * Files that are no checkpoints, and such as are cut off, are passed over; so give each run a folder of its own. Throws `FileError` if the
 * folder cannot be read.
 */
export async function latestCheckpoint(folder: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found: { readonly path: string; readonly epochs: number; readonly batch: number }[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const standing = await unlessUnfit(async () => standingOf((await inspect(path)).metadata));
    if (standing !== null) found.push({ path, epochs: standing.history.length, batch: standing.batch });
  }
  found.sort((a, b) => b.epochs - a.epochs || b.batch - a.batch);
  for (const { path } of found) {
    const bytes = await unlessUnfit(() => readBytes("latestCheckpoint", path));
    if (bytes !== null && (await unlessUnfit(() => Promise.resolve().then(() => standingIn(bytes)))) !== null)
      return bytes;
  }
  return undefined;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith("."));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new FileError(`latestCheckpoint: ${folder} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/** What `read` answers, or null for a file that is something else, or gone. */
async function unlessUnfit<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof WasmgradError) return null;
    throw error;
  }
}
