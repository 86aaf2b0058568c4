import { appendFile, mkdir, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { FileError } from "../../base/errors.ts";
import { notWritten, reasonOf } from "../files.ts";
import { type Content, encodeEvent, type What } from "./events.ts";
import { encodeRecord } from "./records.ts";

const NAME = /^events\.out\.tfevents\.(\d+)\./;

/** A file of events: those of one run that TensorBoard shows. */
export class EventFile {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Begins a file in a folder, which is made if need be. What other files there say of `step` and all steps behind it counts no more. Throws `FileError`.
   */
  static async begin(folder: string, step: number): Promise<EventFile> {
    const name = `${encodeURIComponent(hostname())}.${process.pid}`;
    const file = new EventFile(join(folder, `events.out.tfevents.${await secondsIn(folder)}.${name}`));
    await file.#write(0, { kind: "version" });
    await file.#write(step, { kind: "start" });
    return file;
  }

  /** Adds contents by their tags. When the promise resolves they are on the disk. Throws `FileError`. */
  async add(step: number, contents: ReadonlyMap<string, Content>): Promise<void> {
    if (contents.size > 0) await this.#write(step, { kind: "summary", contents });
  }

  async #write(step: number, what: What): Promise<void> {
    try {
      await appendFile(this.#path, encodeRecord(encodeEvent(Date.now() / 1000, step, what)), { flush: true });
    } catch (error) {
      throw notWritten("tensorBoard", this.#path, error);
    }
  }
}

/** What a new file is named by: TensorBoard reads the files of a folder in the order of their names. */
async function secondsIn(folder: string): Promise<number> {
  try {
    await mkdir(folder, { recursive: true });
    const others = (await readdir(folder)).map((name) => Number(NAME.exec(name)?.[1] ?? 0));
    return Math.max(Math.floor(Date.now() / 1000), ...others.map((seconds) => seconds + 1));
  } catch (error) {
    throw new FileError(`tensorBoard: ${folder} cannot be made or read: ${reasonOf(error)}`, { cause: error });
  }
}
