import { randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { access, copyFile, lstat, mkdir, readdir, realpath, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FileError, ValueError } from "../base/errors.ts";
import { readBytes } from "../node/files.ts";
import { LOCK, lockFolder } from "./lock.ts";

/** What a run consists of: the files in its folder. */
export const RUN_FILES = ["model.safetensors", "history.json", "report.html"] as const;
/** Where training stood at last: what more epochs go on from. Also in the folder of a run, from its first save on. */
export const CHECKPOINT = "checkpoint.safetensors";
/** The model as a run begins, which says what is being trained. */
export const START = "start.safetensors";
/** What a run is made of, and what it did. */
export const RECORD = "history.json";
/** Behind the name of a run until it is done. */
export const UNFINISHED = ".unfinished";
/** What a process that was ended in the middle of writing leaves. */
const LEFT_OVER = /^\.wasmgrad-/;

/**
 * The folder of a run, which appears whole or not at all: until it is done, all is in another one beside it, `<name>.unfinished`, which
 * `publish` renames. An earlier run of the same name stays until then. One process at a time has the unfinished one.
 */
export class RunFolder {
  /** As the user says it. */
  readonly name: string;
  /** Where to write. */
  readonly draft: string;
  /** Whether the draft was there before, as a run that was interrupted. */
  readonly isOld: boolean;
  readonly #path: string;
  /** Folders above that did not exist, innermost first. */
  readonly #made: readonly string[];
  /** When a checkpoint was copied here. */
  #copy: bigint | null = null;
  #done = false;

  private constructor(name: string, path: string, isOld: boolean, made: readonly string[]) {
    this.name = name;
    this.#path = path;
    this.draft = `${path}${UNFINISHED}`;
    this.isOld = isOld;
    this.#made = made;
  }

  /**
   * Begins a run at `path`. Throws `FileError` if it cannot be written, `ValueError` if it holds anything else than an earlier run, which
   * would be lost, if another process trains it, and, without `restart`, if there is an unfinished one with a checkpoint.
   */
  static async begin(path: string, restart: boolean): Promise<RunFolder> {
    if (path === "") throw new ValueError("train: --out is empty, expected a folder");
    return await named("--out", path, async () => {
      const target = await targetOf(path);
      await checkReplaceable(path, target);
      const made = await makeFolders(dirname(target));
      try {
        const draft = `${target}${UNFINISHED}`;
        const isNew = await madeFolder(draft);
        if (!isNew) await checkDraft(path, draft);
        await lockFolder(draft);
        const hasBegun = !isNew && existsSync(join(draft, CHECKPOINT));
        if (hasBegun && !restart) {
          await rm(join(draft, LOCK), { force: true });
          throw new ValueError(
            `train: ${path}${UNFINISHED} is a run that is not finished, expected none; go on with --resume ${path}, or replace it with --restart`,
          );
        }
        for (const name of await readdir(draft)) if (name !== LOCK) await rm(join(draft, name));
        return new RunFolder(path, target, false, made);
      } catch (error) {
        await removeEmpty([`${target}${UNFINISHED}`, ...made]);
        throw error;
      }
    });
  }

  /**
   * Goes on with the run at `path`: with what is unfinished, otherwise with a copy of what is done. Throws `FileError` if there is none or it
   * cannot be read or written, `ValueError` if another process trains it.
   */
  static async resume(path: string): Promise<RunFolder> {
    const plain = path.replace(/\/+$/, "").replace(/\.unfinished$/, "");
    if (plain === "") throw new ValueError(`train: --resume is ${path || "empty"}, expected the folder of a run`);
    return await named("--resume", path, async () => {
      const target = await targetOf(plain);
      const draft = `${target}${UNFINISHED}`;
      if (existsSync(join(draft, RECORD))) {
        await checkDraft(path, draft);
        await lockFolder(draft);
        for (const name of await readdir(draft)) if (LEFT_OVER.test(name)) await rm(join(draft, name));
        return new RunFolder(plain, target, true, []);
      }
      for (const name of Object.keys(RESUMED)) await access(join(target, name));
      await checkReplaceable(path, target, "--resume");
      if (!(await madeFolder(draft))) await checkDraft(path, draft);
      await lockFolder(draft);
      const run = new RunFolder(plain, target, false, []);
      try {
        for (const [name, as] of Object.entries(RESUMED)) await copyFile(join(target, name), join(draft, as));
        run.#copy = writtenAt(join(draft, CHECKPOINT));
        return run;
      } catch (error) {
        await run.discard();
        throw error;
      }
    });
  }

  /** Puts what was written in the place of an earlier run. Throws as `begin` does. */
  async publish(): Promise<void> {
    await named("--out", this.#path, async () => {
      await checkReplaceable(this.#path, this.#path);
      const old = join(dirname(this.#path), `.${basename(this.#path)}-${randomUUID().slice(0, 8)}-old`);
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
      for (const name of PASSING) await rm(join(this.#path, name), { force: true });
      if (hadOne) await rm(old, { recursive: true, force: true });
    });
  }

  /** What to go on from; null if there is nothing. Throws `FileError` if it cannot be read. */
  async checkpoint(): Promise<Uint8Array | null> {
    const path = join(this.draft, CHECKPOINT);
    return existsSync(path) ? await readBytes("train", path) : null;
  }

  /** Whether a run that is done is in it, to be gone on with. */
  get isCopy(): boolean {
    return this.#copy !== null;
  }

  /** Whether there is something to go on from that is in no other folder. */
  get hasMoved(): boolean {
    return writtenAt(join(this.draft, CHECKPOINT)) !== this.#copy;
  }

  /** Leaves what was written to be gone on with, unless it was published. */
  async leave(): Promise<void> {
    if (this.#done) return;
    this.#done = true;
    await rm(join(this.draft, LOCK), { force: true });
  }

  /** Removes all that was written, unless it was published. */
  async discard(): Promise<void> {
    if (this.#done) return;
    this.#done = true;
    await rm(this.draft, { recursive: true, force: true });
    await removeEmpty(this.#made);
  }
}

/** What a run that goes on needs, and as what it goes on. */
const RESUMED: Readonly<Record<string, string>> = {
  [RECORD]: RECORD,
  "model.safetensors": START,
  [CHECKPOINT]: CHECKPOINT,
};
/** What an unfinished run has alone. Also in the folder of a run if its process was ended just as it had renamed that. */
const PASSING: readonly string[] = [START, LOCK];
const KNOWN: readonly string[] = [...RUN_FILES, CHECKPOINT, ...PASSING];

/** When a file was written, in nanoseconds; null if there is none. */
function writtenAt(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null;
}

/** Where a run goes: behind links. */
export async function targetOf(path: string): Promise<string> {
  return await realpath(path).catch(() => resolve(path));
}

/** Makes a folder. Answers whether it was not there. */
async function madeFolder(path: string): Promise<boolean> {
  return await mkdir(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );
}

/** Throws `ValueError` unless a folder holds nothing but what an unfinished run may. */
async function checkDraft(path: string, draft: string): Promise<void> {
  const held = await readdir(draft, { withFileTypes: true });
  const foreign = held.find(({ name }) => !KNOWN.includes(name) && !LEFT_OVER.test(name));
  if (foreign === undefined) return;
  throw new ValueError(
    `train: ${path}${UNFINISHED} holds ${foreign.name}, expected nothing but an unfinished run; take that away`,
  );
}

/** Throws unless `path` is free, an empty folder, or one with a run's files and nothing else. */
async function checkReplaceable(path: string, target: string, option = "--out"): Promise<void> {
  const found = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (found === null) return;
  if (target === process.cwd())
    throw new ValueError(`train: ${option} is ${path}, the current folder, expected another`);
  if (!found.isDirectory()) throw new ValueError(`train: ${option} is ${path}, which is a file, expected a folder`);
  const held = await readdir(target, { withFileTypes: true });
  const other = held.find((entry) => !KNOWN.includes(entry.name) || !entry.isFile());
  // A run appears whole, so some of its files alone are somebody's: a model that was saved by hand, say.
  const isWhole = RUN_FILES.every((name) => held.some((entry) => entry.name === name));
  const foreign = other ?? (isWhole ? undefined : held[0]);
  if (foreign !== undefined) {
    const alone = other === undefined ? " but not all of a run" : "";
    const wanted = option === "--out" ? "a new folder or an earlier run" : "a run and nothing else";
    throw new ValueError(`train: ${option} is ${path}, which holds ${foreign.name}${alone}, expected ${wanted}`);
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
async function named<T>(option: string, path: string, f: () => Promise<T>): Promise<T> {
  try {
    return await f();
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    if (typeof code !== "string" || syscall === undefined) throw error;
    const cannot = option === "--resume" ? "gone on with" : "written";
    throw new FileError(`train: ${option} is ${path}, which cannot be ${cannot}: ${message.split(",")[0]!}`, {
      cause: error,
    });
  }
}
