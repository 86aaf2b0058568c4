import { spawn } from "node:child_process";
import { once } from "node:events";
import { basename, extname, resolve } from "node:path";
import { progress } from "../node/progress.ts";
import { printable } from "../viz/printable.ts";
import type { TableOptions } from "./data/material.ts";
import { DATASETS, openToTrain } from "./data/open.ts";
import { folderFor } from "./data/pictures.ts";
import { interruptible } from "./interruptible.ts";
import { runJob } from "./job.ts";
import { configured, type NetworkOptions } from "./options.ts";
import { RUN_FILES, RunFolder } from "./run-folder.ts";

/** What the command line of `train` says. */
export interface TrainOptions extends NetworkOptions, TableOptions {
  /** Where the files of a dataset are that has some. */
  readonly data?: string;
  readonly out?: string;
  readonly quiet: boolean;
}

/** Milliseconds that the fresh process may take to load the model, read a large file again, and predict. */
const PATIENCE = 1_800_000;

/**
 * Trains, writes the run into its folder, whole or not at all, and has a fresh process prove that the model can be loaded.
 * Answers the exit code: 0, 1 if the proof fails, 128 and more if interrupted.
 */
export async function train(name: string, options: TrainOptions): Promise<number> {
  const isFile = !DATASETS.includes(name);
  const { quiet, out = `runs/${isFile ? basename(name, extname(name)) : name}` } = options;
  const { target, task, missing, scale, text, unknown, asText, ignore } = options;
  const table = { target, task, missing, scale, text, unknown, asText, ignore };
  return await interruptible(async (signal) => {
    const print = quiet ? () => undefined : (line: string) => console.log(line);
    const division = { validation: options.validation ?? null, seed: options.seed };
    const dataFolder = folderFor("train", name, options.data);
    const folder = await RunFolder.prepare(out);
    try {
      const material = await openToTrain({ op: "train", name, division, folder: dataFolder, signal }, table);
      try {
        await runJob(
          { ...configured(name, material.task.kind, options), ...table },
          {
            material,
            data: isFile ? resolve(name) : name,
            dataName: basename(name),
            dataFolder: dataFolder === undefined ? null : resolve(dataFolder),
            folder: folder.draft,
            print,
            callbacks: [progress({ stream: process.stdout, silent: quiet })],
            signal,
          },
        );
      } finally {
        material.close();
      }
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
