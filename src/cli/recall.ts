import { isAbsolute } from "node:path";
import { FormatError, ValueError } from "../base/errors.ts";
import { readBytes } from "../node/files.ts";
import type { Environment } from "./environment.ts";
import { flagOf } from "./flag.ts";
import { asMembers, type Members, membersOf } from "./members.ts";
import type { Provenance } from "./run-record.ts";
import type { Print } from "./tell.ts";
import { type Recipe, recipeIn, type TrainOptions } from "./train-command.ts";

/** A run as its history.json tells it, done or not. */
export interface Recalled extends Omit<Provenance, "data" | "command"> {
  readonly recipe: Recipe;
  readonly environment: Pick<Environment, "wasmgrad" | "simd">;
  /** Epochs that are complete; 0 until it is done. */
  readonly epochs: number;
  /** SHA-256 of what the model gave in the end; null until it is done. */
  readonly outputs: string | null;
}

/** What may be said beside `--resume` and `--repeat`; all else must be what the run says. */
const FREE: readonly string[] = ["data", "out", "resume", "repeat", "restart", "quiet"];
/** What an option that was not said means. */
const USUAL: Members = { model: "dense", schedule: "none" };

/** Reads a history.json. Throws `FileError` if it cannot be read, `FormatError` if train did not write it. */
export async function recall(path: string): Promise<Recalled> {
  const record = membersOf(new TextDecoder().decode(await readBytes("train", path)));
  const { command, sha256, from, started, resumed, environment, history, test } = record;
  const { wasmgrad, simd } = asMembers(environment);
  const recipe = Array.isArray(command) ? recipeIn(command) : null;
  const isKnown =
    recipe !== null &&
    (sha256 === null || isDigest(sha256)) &&
    (from === null || (isDigest(asMembers(from)["sha256"]) && typeof asMembers(from)["path"] === "string")) &&
    typeof started === "string" &&
    Array.isArray(resumed) &&
    resumed.every((epochs) => Number.isSafeInteger(epochs)) &&
    typeof wasmgrad === "string" &&
    typeof simd === "string";
  if (!isKnown) throw new FormatError(`train: ${path} is not the one that train wrote, or is cut off`);
  const { outputs } = asMembers(test);
  return {
    recipe,
    sha256,
    from: from as Provenance["from"],
    started,
    resumed: resumed as number[],
    environment: { wasmgrad, simd },
    epochs: Array.isArray(history) ? history.length : 0,
    outputs: isDigest(outputs) ? outputs : null,
  };
}

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

function isDigest(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
