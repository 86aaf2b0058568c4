import { basename, extname, join } from "node:path";
import { FormatError, ValueError } from "../base/errors.ts";
import { progress } from "../node/progress.ts";
import { standingIn } from "../train/checkpoint.ts";
import { printable } from "../viz/printable.ts";
import { DATASETS } from "./data/open.ts";
import { intoFolder, type Workplace } from "./into-folder.ts";
import { environmentHere } from "./environment.ts";
import type { Order } from "./order.ts";
import { type Recalled, recall } from "./recall.ts";
import { CHECKPOINT, RECORD, RunFolder, targetOf, UNFINISHED } from "./run-folder.ts";
import { sameRecipe, tellOtherEnvironment } from "./same-recipe.ts";
import type { Recipe, TrainOptions } from "./train-command.ts";
import { trainNetwork } from "./train-network.ts";
import { trainText } from "./text/train-text.ts";

/** What the command line says. */
interface Said {
  readonly data: string | undefined;
  readonly file: string | undefined;
  readonly options: TrainOptions;
}

/** Trains with a dataset or a file; `file` is the one of `text`. Answers the exit code: see `intoFolder`. */
export async function train(
  data: string | undefined,
  file: string | undefined,
  options: TrainOptions,
): Promise<number> {
  const said = { data, file, options };
  if (options.resume !== undefined) return await goOn(options.resume, said);
  if (options.repeat !== undefined) return await again(options.repeat, said);
  if (data === undefined) {
    throw new ValueError(`train: the data is missing, expected ${DATASETS.join(", ")}, a CSV file, or text`);
  }
  if (data === "text" && file === undefined) {
    throw new ValueError("train: the file is missing, expected one behind text: train text <file>");
  }
  if (data !== "text") {
    if (file !== undefined) throw new ValueError(`train: ${file} stands behind ${data}, expected nothing there`);
    if (options.steps !== undefined) {
      throw new ValueError(`train: --steps is ${options.steps}, expected none: it is for text`);
    }
  }
  const path = file ?? data;
  const { out = `runs/${DATASETS.includes(path) ? path : basename(path, extname(path))}` } = options;
  return await intoFolder(
    async () => await RunFolder.begin(out, options.restart === true),
    options.quiet,
    async (place) => {
      await follow({ recipe: { data, file, options }, before: null, goesOn: false }, options.quiet, place);
    },
  );
}

/** Goes on with a run. */
async function goOn(path: string, said: Said): Promise<number> {
  const { quiet, out, restart, repeat } = said.options;
  for (const [flag, value] of Object.entries({ out, restart, repeat })) {
    if (value === undefined) continue;
    throw new ValueError(`train: --${flag} is ${String(value)}, expected none beside --resume`);
  }
  return await intoFolder(
    async () => await RunFolder.resume(path),
    quiet,
    async (place) => {
      // Of a run that is done, the user has not seen the copy.
      const own = place.isDone ? place.folder.slice(0, -UNFINISHED.length) : place.folder;
      const before = await recall(join(own, RECORD));
      const recipe = continued(before, said, place.isDone);
      const { resumed } = before;
      const epochs = place.checkpoint === null ? 0 : epochsIn(own, place.checkpoint);
      const order = { recipe, before: { ...before, resumed: [...resumed, epochs] }, goesOn: true };
      place.print(`Goes on with ${printable(path)} behind epoch ${epochs} of ${recipe.options.epochs!}`);
      await follow(order, quiet, place);
    },
  );
}

/** Makes a run again, from the beginning. */
async function again(path: string, said: Said): Promise<number> {
  const { quiet, out, restart = false } = said.options;
  if (out === undefined) throw new ValueError("train: --out is missing, expected another folder than that of --repeat");
  if ((await targetOf(out)) === (await targetOf(path))) {
    throw new ValueError(`train: --out is ${out}, expected another folder than that of --repeat`);
  }
  const before = await recall(join(path, RECORD));
  const recipe = sameRecipe(before, said, []);
  return await intoFolder(
    async () => await RunFolder.begin(out, restart),
    quiet,
    async (place) => {
      await follow({ recipe, before, goesOn: false }, quiet, place);
      if (before.end === null) return;
      const { end } = await recall(join(place.folder, RECORD));
      place.print(
        end?.outputs === before.end.outputs
          ? `The same outputs as ${printable(path)}, bit for bit`
          : `Other outputs than ${printable(path)}, which was made with wasmgrad ${before.environment.wasmgrad}, ${before.environment.simd} SIMD`,
      );
    },
  );
}

async function follow(order: Order, quiet: boolean, place: Workplace): Promise<void> {
  if (order.before !== null) tellOtherEnvironment(place.print, order.before, await environmentHere());
  const callbacks = [progress({ stream: process.stdout, silent: quiet })];
  if (order.recipe.data === "text") await trainText(order, { ...place, callbacks });
  else await trainNetwork(order, { ...place, callbacks });
}

/** How many epochs are complete in a checkpoint. Throws `FormatError` if it is broken. */
function epochsIn(folder: string, checkpoint: Uint8Array): number {
  try {
    return standingIn(checkpoint).history.length;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const path = join(folder, CHECKPOINT);
    throw new FormatError(`train: ${path} is broken: ${error.message}; without it the run begins again`, {
      cause: error,
    });
  }
}

/** The recipe of a run that goes on, perhaps with more epochs. Throws `ValueError` if there is nothing to do, or no way to do it. */
function continued(before: Recalled, said: Said, isDone: boolean): Recipe {
  const recipe = sameRecipe(before, said, ["epochs"]);
  const was = before.recipe.options.epochs!;
  const { epochs = was, schedule = "none" } = recipe.options;
  if (epochs < was || (isDone && epochs === was)) {
    const remedy = isDone ? "; the run is done: say with --epochs how many it shall have in all" : "";
    throw new ValueError(
      `train: --epochs is ${epochs}, expected ${isDone ? "more than" : "at least"} the ${was} of the run${remedy}`,
    );
  }
  if (epochs !== was && schedule !== "none") {
    throw new ValueError(
      `train: --epochs is ${epochs}, expected ${was}: the schedule ${schedule} of the run ends there; begin another run --from it`,
    );
  }
  return recipe;
}
