import { isAbsolute } from "node:path";
import { ValueError } from "../base/errors.ts";
import type { Environment } from "./environment.ts";
import { flagOf } from "./flag.ts";
import type { Members } from "./members.ts";
import type { Recalled } from "./recall.ts";
import type { Print } from "./tell.ts";
import type { Recipe, TrainOptions } from "./train-command.ts";

/** What may be said beside `--resume` and `--repeat`; all else must be what the run says. */
const FREE: readonly string[] = ["data", "out", "resume", "repeat", "restart", "quiet"];
/** What an option that was not said means. */
const USUAL: Members = { model: "dense", schedule: "none" };

/**
 * The recipe of a run, with the data where the command line says that it is now, and, if `free`, as many epochs as it says. Throws
 * `ValueError`, which names them, if other options say something else than the run.
 */
export function sameRecipe(
  { recipe }: Recalled,
  said: { readonly data: string | undefined; readonly file: string | undefined; readonly options: TrainOptions },
  free: readonly string[],
): Recipe {
  const own: Members = { ...recipe.options };
  const wrong = Object.entries(said.options).flatMap(([option, value]) => {
    if (value === undefined || FREE.includes(option) || free.includes(option)) return [];
    const wanted = own[option] ?? USUAL[option];
    if (JSON.stringify(wanted) === JSON.stringify(value)) return [];
    return [`${flagOf(option)} is ${shown(value)}, expected ${shown(wanted)}`];
  });
  if (said.data !== undefined) {
    const words = [said.data, said.file].filter((word) => word !== undefined).join(" ");
    wrong.push(`the data is ${words}, expected none, or where it is now behind --data`);
  }
  if (wrong.length > 0) {
    throw new ValueError(`train: ${wrong.join("; ")}, as the run says; leave that out, or begin another run`);
  }
  const { epochs = recipe.options.epochs, data } = said.options;
  const options = { ...recipe.options, ...(free.includes("epochs") && { epochs }) };
  if (data === undefined) return { ...recipe, options };
  if (recipe.data === "text") return { ...recipe, file: data, options };
  return isAbsolute(recipe.data) ? { ...recipe, data, options } : { ...recipe, options: { ...options, data } };
}

/** Tells what is not as it was, if that may change bits. */
export function tellOtherEnvironment(print: Print, { environment }: Recalled, here: Environment): void {
  for (const [what, was, is] of [
    ["kernels", environment.simd, here.simd],
    ["wasmgrad", environment.wasmgrad, here.wasmgrad],
  ]) {
    if (was !== is) print(`The run began with ${what} ${was}, and this is ${is}: bits may differ`);
  }
}

/** Throws `ValueError` unless a file is the one that a run began with. */
export function checkSame(what: string, sha256: string | null, wanted: string | null, remedy: string): void {
  if (sha256 === wanted) return;
  throw new ValueError(
    `train: ${what} has changed: its SHA-256 is ${sha256 ?? "unknown"}, expected ${wanted ?? "an unknown one"} as the run says; ${remedy}`,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return "none";
  return Array.isArray(value) ? value.join() || "0" : String(value);
}
