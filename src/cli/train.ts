import { basename, extname, resolve } from "node:path";
import { ValueError } from "../base/errors.ts";
import { progress } from "../node/progress.ts";
import type { TableOptions } from "./data/material.ts";
import { DATASETS, openToTrain } from "./data/open.ts";
import { folderFor } from "./data/pictures.ts";
import { intoFolder } from "./into-folder.ts";
import { runJob } from "./job.ts";
import { configured, type NetworkOptions } from "./options.ts";
import { runTextJob } from "./text/job.ts";
import { configuredText, type TextOptions } from "./text/options.ts";

/** What the command line of `train` says. */
export interface TrainOptions extends NetworkOptions, TableOptions, TextOptions {
  /** Where the files of a dataset are that has some. */
  readonly data?: string;
  readonly out?: string;
  readonly quiet: boolean;
}

/** Trains with a dataset or a file; `file` is the one of `text`. Answers the exit code: see `intoFolder`. */
export async function train(name: string, file: string | undefined, options: TrainOptions): Promise<number> {
  if (name === "text") return await trainText(file, options);
  if (file !== undefined) throw new ValueError(`train: ${file} stands behind ${name}, expected nothing there`);
  if (options.steps !== undefined) {
    throw new ValueError(`train: --steps is ${options.steps}, expected none: it is for text`);
  }
  const isFile = !DATASETS.includes(name);
  const { quiet, out = `runs/${isFile ? basename(name, extname(name)) : name}` } = options;
  const { target, task, missing, scale, text, unknown, asText, ignore } = options;
  const table = { target, task, missing, scale, text, unknown, asText, ignore };
  return await intoFolder(out, quiet, async ({ folder, print, signal }) => {
    const division = { validation: options.validation ?? null, seed: options.seed };
    const dataFolder = folderFor("train", name, options.data);
    const material = await openToTrain({ op: "train", name, division, folder: dataFolder, signal }, table);
    try {
      await runJob(
        { ...configured(name, material.task.kind, options), ...table },
        {
          material,
          data: isFile ? resolve(name) : name,
          dataName: basename(name),
          dataFolder: dataFolder === undefined ? null : resolve(dataFolder),
          folder,
          print,
          callbacks: [progress({ stream: process.stdout, silent: quiet })],
          signal,
        },
      );
    } finally {
      material.close();
    }
  });
}

async function trainText(file: string | undefined, options: TrainOptions): Promise<number> {
  if (file === undefined)
    throw new ValueError("train: the file is missing, expected one behind text: train text <file>");
  const configuration = configuredText(options);
  const { quiet, out = `runs/${basename(file, extname(file))}` } = options;
  return await intoFolder(out, quiet, async (workplace) => {
    await runTextJob(configuration, file, {
      ...workplace,
      callbacks: [progress({ stream: process.stdout, silent: quiet })],
    });
  });
}
