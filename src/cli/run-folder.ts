import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, realpath, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FileError, ValueError } from "../base/errors.ts";

/** What a run consists of: the files in its folder. */
export const RUN_FILES = ["model.safetensors", "history.json", "report.html"] as const;

/**
 * A folder that appears whole or not at all: files are written into a hidden one beside it, which `publish` renames. An
 * earlier run of the same name stays until then.
 */
export class RunFolder {
  /** Where to write. */
  readonly draft: string;
  readonly #path: string;
  /** Folders above that did not exist, innermost first. */
  readonly #made: readonly string[];
  #done = false;

  private constructor(path: string, draft: string, made: readonly string[]) {
    this.#path = path;
    this.draft = draft;
    this.#made = made;
  }

  /**
   * Prepares `path`. Throws `FileError` if it cannot be written, `ValueError` if it holds anything else than an earlier run,
   * which would be lost.
   */
  static async prepare(path: string): Promise<RunFolder> {
    if (path === "") throw new ValueError("train: --out is empty, expected a folder");
    return await named(path, async () => {
      const target = await realpath(path).catch(() => resolve(path));
      await checkReplaceable(path, target);
      const parent = dirname(target);
      const made = await makeFolders(parent);
      try {
        const draft = join(parent, `.${basename(target)}-${randomUUID().slice(0, 8)}`);
        await mkdir(draft);
        return new RunFolder(target, draft, made);
      } catch (error) {
        await removeEmpty(made);
        throw error;
      }
    });
  }

  /** Puts what was written in the place of an earlier run. Throws as `prepare` does. */
  async publish(): Promise<void> {
    await named(this.#path, async () => {
      await checkReplaceable(this.#path, this.#path);
      const old = `${this.draft}-old`;
      const hadOne = await rename(this.#path, old).then(
        () => true,
        () => false,
      );
      try {
        await rename(this.draft, this.#path);
      } catch (error) {
        if (hadOne) await rename(old, this.#path);
        throw error;
      }
      this.#done = true;
      if (hadOne) await rm(old, { recursive: true, force: true });
    });
  }

  /** Removes all that was written, unless it was published. */
  async discard(): Promise<void> {
    if (this.#done) return;
    this.#done = true;
    await rm(this.draft, { recursive: true, force: true });
    await removeEmpty(this.#made);
  }
}

/** Throws unless `path` is free, an empty folder, or one with a run's files and nothing else. */
async function checkReplaceable(path: string, target: string): Promise<void> {
  const found = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (found === null) return;
  if (target === process.cwd()) throw new ValueError(`train: --out is ${path}, the current folder, expected another`);
  if (!found.isDirectory()) throw new ValueError(`train: --out is ${path}, which is a file, expected a folder`);
  const held = await readdir(target, { withFileTypes: true });
  const known: readonly string[] = RUN_FILES;
  const other = held.find((entry) => !known.includes(entry.name) || !entry.isFile());
  // A run appears whole, so some of its files alone are somebody's: a model that was saved by hand, say.
  const foreign = other ?? (held.length === known.length ? undefined : held[0]);
  if (foreign !== undefined) {
    const alone = other === undefined ? " but not all of a run" : "";
    throw new ValueError(
      `train: --out is ${path}, which holds ${foreign.name}${alone}, expected a new folder or an earlier run`,
    );
  }
}

/** Makes a folder and what is missing above it, or nothing. Answers what it made, innermost first. */
async function makeFolders(path: string): Promise<string[]> {
  if ((await stat(path).catch(() => null)) !== null) return [];
  const above = await makeFolders(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    await removeEmpty(above);
    throw error;
  }
  return [path, ...above];
}

async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rmdir(folder).catch(() => undefined);
}

/** Runs `f`; what the file system refuses becomes a `FileError` that names the folder. */
async function named<T>(path: string, f: () => Promise<T>): Promise<T> {
  try {
    return await f();
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    if (typeof code !== "string" || syscall === undefined) throw error;
    throw new FileError(`train: --out is ${path}, which cannot be written: ${message.split(",")[0]!}`, {
      cause: error,
    });
  }
}
