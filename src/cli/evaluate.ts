import { basename } from "node:path";
import { printable } from "../viz/printable.ts";
import { checkInputs } from "./check-inputs.ts";
import { LOSSES } from "./choices.ts";
import { openToEvaluate } from "./data/open.ts";
import { folderFor } from "./data/pictures.ts";
import { judge } from "./figures.ts";
import { finiteOutputs, LOOK_AT_SAMPLES } from "./finite-outputs.ts";
import { interruptible } from "./interruptible.ts";
import { counted, formatTask, tellClasses, tellResult } from "./tell.ts";
import { loadTrained } from "./trained.ts";

/** What the command line of `evaluate` says. */
export interface EvaluateOptions {
  readonly model: string;
  /** Where the files of a dataset are that has some. */
  readonly data?: string;
  /** Columns of the file to leave out. */
  readonly ignore?: readonly string[];
}

/** Tells how well a trained model does. Answers the exit code. */
export async function evaluate(name: string, { model: path, data, ignore }: EvaluateOptions): Promise<number> {
  return await interruptible(async (signal) => {
    const { model, architecture, task, preprocessor, origin } = await loadTrained("evaluate", path);
    const isOwn = origin.data === name;
    const division = isOwn ? origin : { validation: null, seed: origin.seed };
    const request = { op: "evaluate", name, division, folder: folderFor("evaluate", name, data), ignore, signal };
    const samples = await openToEvaluate(request, preprocessor, isOwn);
    try {
      checkInputs("evaluate", architecture, samples.data);
      const outputs = await finiteOutputs("evaluate", model, samples.data, LOOK_AT_SAMPLES, signal);
      const outcome = judge(task, preprocessor, LOSSES[origin.loss]!.loss, outputs, samples.data);
      const count = `${counted(samples.data.length)} ${samples.noun}`;
      const print = (text: string): void => {
        console.log(text);
      };
      print(`A ${formatTask(task)}, by ${printable(path)}\n`);
      if (outcome.kind === "classification") {
        tellClasses(print, task, outcome.figures.confusion);
        print("");
      }
      const held = samples.isHeldOut ? ", which were held out when it was trained" : ` of ${printable(basename(name))}`;
      tellResult(print, task, outcome, `on ${count}${held}`);
      return 0;
    } finally {
      samples.close();
    }
  });
}
