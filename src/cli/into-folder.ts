import { spawn } from "node:child_process";
import { once } from "node:events";
import { FileError, WasmgradError } from "../base/errors.ts";
import { printable } from "../viz/printable.ts";
import { interruptible } from "./interruptible.ts";
import { quoted } from "./quoted.ts";
import { CHECKPOINT, RUN_FILES, type RunFolder } from "./run-folder.ts";
import type { Print } from "./tell.ts";

/** Milliseconds that the fresh process may take to load the model, read a large file again, and predict. */
const PATIENCE = 1_800_000;

/** What a job that trains has to work with. */
export interface Workplace {
  /** Where its files go. */
  readonly folder: string;
  /** Whether its run is done, and gets more epochs. */
  readonly isDone: boolean;
  /** Where training stood, if its run is gone on with and came so far. */
  readonly checkpoint: Uint8Array | null;
  readonly print: Print;
  readonly signal: AbortSignal;
}

/**
 * Runs a job that trains, in a run's folder that `open` gives, and has a fresh process prove that the model can be loaded. What an
 * interruption, or a file system, ends is left to be gone on with. Answers the exit code: 0, 1 if the proof fails, 128 and more if
 * interrupted.
 */
export async function intoFolder(
  open: () => Promise<RunFolder>,
  quiet: boolean,
  job: (workplace: Workplace) => Promise<void>,
): Promise<number> {
  return await interruptible(async (signal) => {
    const print = quiet ? () => undefined : (line: string) => console.log(line);
    const folder = await open();
    try {
      await job({ folder: folder.draft, isDone: folder.isCopy, checkpoint: await folder.checkpoint(), print, signal });
      signal.throwIfAborted();
      await folder.publish();
    } catch (error) {
      // What cannot work as it was asked for would not later, either.
      const isInterrupted = signal.aborted || error instanceof FileError || !(error instanceof WasmgradError);
      if (folder.isOld || (isInterrupted && folder.hasMoved)) await folder.leave();
      if (isInterrupted && folder.hasMoved) {
        print(`Not finished; go on with: wasmgrad ${printable(quoted(["train", "--resume", folder.name]))}`);
      }
      throw error;
    } finally {
      await folder.discard();
    }
    print(`Wrote ${[...RUN_FILES, CHECKPOINT].join(", ")} in ${printable(folder.name)}`);
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, "verify", "--", folder.name], {
      stdio: ["ignore", quiet ? "ignore" : "inherit", "inherit"],
      timeout: PATIENCE,
      signal,
    });
    const [code, killer] = (await once(child, "exit")) as [number | null, string | null];
    if (code === null) console.error(`wasmgrad: train: the process that reloads the model was ended by ${killer}`);
    return code === 0 ? 0 : 1;
  });
}
