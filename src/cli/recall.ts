import { FormatError } from "../base/errors.ts";
import { readBytes } from "../node/files.ts";
import type { Environment } from "./environment.ts";
import { asMembers, membersOf } from "./members.ts";
import type { Provenance, RunStart } from "./run-record.ts";
import { type Recipe, recipeIn } from "./train-command.ts";

/** A run as its history.json tells it, done or not. */
export interface Recalled extends Omit<RunStart, "data"> {
  readonly recipe: Recipe;
  /** Samples, or characters, to train with. */
  readonly size: number;
  /** What came of it; null until it is done. */
  readonly end: { readonly seconds: number; readonly outputs: string; readonly testSize: number } | null;
}

/** Reads a history.json. Throws `FileError` if it cannot be read, `FormatError` if train did not write it. */
export async function recall(path: string): Promise<Recalled> {
  const record = membersOf(new TextDecoder().decode(await readBytes("train", path)));
  const { command, sha256, from, started, resumed, frozen, environment, test, seconds } = record;
  const size = record["trainingSamples"] ?? record["trainingCharacters"];
  const recipe = isListOf(command, isText) ? recipeIn(command) : null;
  if (
    !isListOf(command, isText) ||
    recipe?.options.epochs === undefined ||
    (recipe.data === "text") !== (recipe.file !== undefined) ||
    !(sha256 === null || isDigest(sha256)) ||
    !isSource(from) ||
    !isText(started) ||
    !isListOf(resumed, isCount) ||
    !isListOf(frozen, isText) ||
    !isEnvironment(environment) ||
    !isCount(size)
  ) {
    throw new FormatError(`train: ${path} is not the one that train wrote, or is cut off`);
  }
  const { outputs, samples, characters: testSize = samples } = asMembers(test);
  const isDone = isDigest(outputs) && typeof seconds === "number" && isCount(testSize);
  const end = isDone ? { seconds, outputs, testSize } : null;
  return { command, recipe, sha256, from, started, resumed, frozen, environment, size, end };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDigest(value: unknown): value is string {
  return isText(value) && /^[0-9a-f]{64}$/.test(value);
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function isSource(value: unknown): value is Provenance["from"] {
  const { path, sha256 } = asMembers(value);
  return value === null || (isText(path) && isDigest(sha256));
}

function isEnvironment(value: unknown): value is Environment {
  const { wasmgrad, simd, threads, node, v8, platform } = asMembers(value);
  return [wasmgrad, simd, node, v8, platform].every(isText) && Number.isSafeInteger(threads);
}
