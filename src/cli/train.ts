import { spawn } from "node:child_process";
import { once } from "node:events";
import { progress } from "../node/progress.ts";
import { printable } from "../viz/printable.ts";
import { interruptible } from "./interruptible.ts";
import type { RunConfiguration } from "./run-record.ts";
import { RUN_FILES, RunFolder } from "./run-folder.ts";
import { trainDigits } from "./train-digits.ts";

/** What the command line of `train` says. */
export interface TrainOptions extends RunConfiguration {
  readonly out?: string;
  readonly quiet: boolean;
}

/** Milliseconds that the fresh process may take to load the model and predict. */
const PATIENCE = 120_000;

/**
 * Trains, writes the run into its folder, whole or not at all, and has a fresh process prove that the model can be loaded.
 * Answers the exit code: 0, 1 if the proof fails, 128 and more if interrupted.
 */
export async function train(
  data: string,
  { out = `runs/${data}`, quiet, ...configuration }: TrainOptions,
): Promise<number> {
  return await interruptible(async (signal) => {
    const print = quiet ? () => undefined : (text: string) => console.log(text);
    const folder = await RunFolder.prepare(out);
    try {
      await trainDigits(configuration, {
        folder: folder.draft,
        print,
        callbacks: [progress({ stream: process.stdout, silent: quiet })],
        signal,
      });
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
