import { stat } from "node:fs/promises";
import { join } from "node:path";
import { FormatError, ValueError } from "../base/errors.ts";
import { Preprocessor } from "../csv/index.ts";
import type { Contents } from "../io/safetensors.ts";
import type { Sequential } from "../nn/index.ts";
import { inspect } from "../node/inspect.ts";
import { load, save } from "../node/save.ts";
import { type Architecture, build, parseArchitecture } from "./architecture.ts";
import { LOSSES } from "./choices.ts";
import type { Division, Task } from "./data/material.ts";
import { isSeed, isShare, membersOf } from "./members.ts";

/** What a model was trained with. */
export interface Origin extends Division {
  /** Name of the dataset, or of the file without its folder. */
  readonly data: string;
  /** A name in `LOSSES`. */
  readonly loss: string;
}

/** What the file of a model says beside its parameters: all that it takes to use it. */
export interface Description {
  readonly architecture: Architecture;
  readonly task: Task;
  /** Null for a model of pictures. */
  readonly preprocessor: Preprocessor | null;
  readonly origin: Origin;
}

/** A description with the model that it is about. */
export interface Trained extends Description {
  readonly model: Sequential;
}

/** Texts of the file that the command writes itself; the preprocessor adds its own. */
const KEYS = ["architecture", "task", "origin"] as const;

/** Text of a file that is there for a model that writes. */
export const LANGUAGE_MODEL = "language-model";

/** Writes a model with what it takes to use it. */
export async function saveTrained(
  { model, architecture, task, preprocessor, origin }: Trained,
  path: string,
): Promise<void> {
  const texts = Object.entries({ architecture, task, origin }).map(
    ([key, value]) => [key, JSON.stringify(value)] as const,
  );
  await save(model, path, new Map([...texts, ...(preprocessor?.metadata() ?? [])]));
}

/** The file of a model, given itself or the folder of its run. */
export async function modelFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true ? join(path, "model.safetensors") : path;
}

/** Loads a model that train wrote. Throws `FileError`, `FormatError` or `ValueError` if the file is none; `op` begins messages. */
export async function loadTrained(op: string, path: string): Promise<Trained> {
  const file = await modelFile(path);
  const contents = await inspect(file);
  const description = describe(op, file, contents);
  if (description === null) {
    if (contents.metadata.has(LANGUAGE_MODEL)) {
      throw new ValueError(
        `${op}: ${file} has learned to write, expected a model of a table or of pictures; see sample`,
      );
    }
    throw new FormatError(`${op}: ${file} does not say what it has learned, expected a model that train wrote`);
  }
  const model = build(description.architecture);
  await load(model, file);
  return { ...description, model };
}

/** What a file says of its model; null if it is another's. Throws `FormatError` if it is broken. */
export function describe(op: string, file: string, { metadata }: Contents): Description | null {
  if (KEYS.some((key) => !metadata.has(key))) return null;
  const [architecture, task, origin] = KEYS.map((key) => metadata.get(key)!) as [string, string, string];
  const description = {
    architecture: parseArchitecture(`${op}: ${file}`, architecture),
    task: parseTask(`${op}: ${file}`, task),
    origin: parseOrigin(`${op}: ${file}`, origin),
    preprocessor: Preprocessor.fromMetadata(metadata),
  };
  const outputs = description.task.kind === "classification" ? description.task.classes.length : 1;
  if (outputs !== description.architecture.outputs) {
    throw new FormatError(`${op}: ${file}: there are ${description.architecture.outputs} outputs, expected ${outputs}`);
  }
  return description;
}

function parseTask(op: string, text: string): Task {
  const { kind, target, classes } = membersOf(text);
  const isTask = kind === "classification" || kind === "regression";
  if (!isTask || typeof target !== "string" || !isTexts(classes)) {
    throw new FormatError(`${op}: the task is ${text.slice(0, 120)}, expected what train writes`);
  }
  return { kind, target, classes };
}

function parseOrigin(op: string, text: string): Origin {
  const { data, validation, seed, loss } = membersOf(text);
  const isLoss = typeof loss === "string" && Object.hasOwn(LOSSES, loss);
  if (typeof data !== "string" || !isShare(validation) || !isSeed(seed) || !isLoss) {
    throw new FormatError(`${op}: the origin is ${text.slice(0, 120)}, expected what train writes`);
  }
  return { data, validation, seed, loss };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
