import { spawn } from "node:child_process";
import { once } from "node:events";
import { printable } from "../viz/printable.ts";
import { interruptible } from "./interruptible.ts";
import { RUN_FILES, RunFolder } from "./run-folder.ts";
import type { Print } from "./tell.ts";

/** Milliseconds that the fresh process may take to load the model, read a large file again, and predict. */
const PATIENCE = 1_800_000;

/** What a job that trains has to work with. */
export interface Workplace {
  /** Where its files go. */
  readonly folder: string;
  readonly print: Print;
  readonly signal: AbortSignal;
}

/**
 * Runs a job that trains, puts its files into the folder `out`, whole or not at all, and has a fresh process prove that the model can be
 * loaded. Answers the exit code: 0, 1 if the proof fails, 128 and more if interrupted.
 */
export async function intoFolder(
  out: string,
  quiet: boolean,
  job: (workplace: Workplace) => Promise<void>,
): Promise<number> {
  return await interruptible(async (signal) => {
    const print = quiet ? () => undefined : (line: string) => console.log(line);
    const folder = await RunFolder.prepare(out);
    try {
      await job({ folder: folder.draft, print, signal });
      signal.throwIfAborted();
      await folder.publish();
    } finally {
      await folder.discard();
    }
    print(`Wrote ${RUN_FILES.join(", ")} in ${printable(out)}`);
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, "verify", "--", out], {
      stdio: ["ignore", quiet ? "ignore" : "inherit", "inherit"],
      timeout: PATIENCE,
      signal,
    });
    const [code, killer] = (await once(child, "exit")) as [number | null, string | null];
    if (code === null) console.error(`wasmgrad: train: the process that reloads the model was ended by ${killer}`);
    return code === 0 ? 0 : 1;
  });
}
