import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ValueError } from "../../base/errors.ts";
import { Preprocessor, splitRows, type Table } from "../../csv/index.ts";
import { reasonOf } from "../../node/files.ts";
import type { Dataset } from "../../data/index.ts";
import type { Division, Material, TableOptions } from "./material.ts";
import { PICTURES } from "./pictures.ts";
import { type EmbeddedTable, openTable, TABLES } from "./tables.ts";

/** Share of a table's rows that is held out. */
const HELD_OUT = 0.2;

/** Names of the datasets, which are no files. */
export const DATASETS: readonly string[] = [...Object.keys(PICTURES), ...Object.keys(TABLES)].sort();

/** What to open, and how. */
export interface Request {
  /** Begins the messages of errors. */
  readonly op: string;
  /** The name of a dataset, or the path of a CSV file. */
  readonly name: string;
  readonly division: Division;
  /** Where the files of a dataset are that has some. */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Samples to train with, and others to test with. */
export async function openToTrain(request: Request, options: TableOptions): Promise<Material> {
  await checkName(request);
  if (isPictures(request.name)) {
    for (const [option, value] of Object.entries(options)) {
      if (value === undefined) continue;
      throw new ValueError(
        `${request.op}: --${option} is ${String(value)}, expected none: ${request.name} has pictures, not columns`,
      );
    }
    return await openPictures(request);
  }
  const { target, ignore, task, ...rest } = options;
  const known = embedded(request.name)?.target;
  const table = await openTable(request.name, { ignore, signal: request.signal });
  return await closing(table, () => {
    const wanted = target ?? known;
    if (wanted === undefined) {
      const columns = table.columns.map(({ name }) => name).join(", ");
      throw new ValueError(`${request.op}: --target is missing, expected one of the columns ${columns}`);
    }
    const choices = { target: wanted, ...rest };
    // The task decides how rows are divided, and takes all of them to tell; all else is learned from those for training.
    const whole = new Preprocessor({ ...choices, task }).fit(table);
    const rows = rowsOf(request, table, whole);
    const preprocessor = new Preprocessor({ ...choices, task: whole.task! }).fit(table, rows.train);
    const reason = task === undefined ? whole.reason : null;
    return { ...materialOf(request, table, preprocessor, rows), reason };
  });
}

/** The same parts again, for a model that was trained with them; `preprocessor` is the model's, null for pictures. */
export async function openAgain(request: Request, preprocessor: Preprocessor | null): Promise<Material> {
  await checkName(request);
  if (preprocessor === null) return await openPictures(request);
  const table = await openTable(request.name, { schema: preprocessor.schema, signal: request.signal });
  return await closing(table, () => materialOf(request, table, preprocessor, rowsOf(request, table, preprocessor)));
}

/** Samples to evaluate a model with. */
export interface Sample {
  readonly noun: string;
  readonly data: Dataset;
  /** Whether they are what was held out when the model was trained. */
  readonly isHeldOut: boolean;
  close(): void;
}

/**
 * Samples for a model that is trained: of the dataset that it was trained with, `own`, those that were held out; of pictures the test
 * part; of any other table, and of a file, all rows.
 */
export async function openToEvaluate(
  request: Request,
  preprocessor: Preprocessor | null,
  own: boolean,
): Promise<Sample> {
  if (isPictures(request.name) !== (preprocessor === null)) {
    const [got, wanted] = preprocessor === null ? ["a table", "pictures"] : ["a set of pictures", "a table"];
    throw new ValueError(`${request.op}: ${request.name} is ${got}, expected ${wanted} as the model has learned`);
  }
  if (preprocessor === null || (own && DATASETS.includes(request.name))) {
    const { noun, test, close } = await openAgain(request, preprocessor);
    return { noun, data: test, isHeldOut: own, close };
  }
  await checkName(request);
  const table = await openTable(request.name, { schema: preprocessor.schema, signal: request.signal });
  return await closing(table, () => ({
    noun: embedded(request.name)?.noun ?? "rows",
    data: preprocessor.transform(table),
    isHeldOut: false,
    close: () => {
      table.close();
    },
  }));
}

function isPictures(name: string): boolean {
  return Object.hasOwn(PICTURES, name);
}

function embedded(name: string): EmbeddedTable | undefined {
  return Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
}

/** Throws `ValueError` unless the name is that of a dataset, or of something in the file system. */
async function checkName({ op, name }: Request): Promise<void> {
  if (DATASETS.includes(name)) return;
  await stat(name).catch((error: unknown) => {
    throw new ValueError(`${op}: ${name} is no dataset (${DATASETS.join(", ")}), and no file: ${reasonOf(error)}`);
  });
}

async function openPictures({ op, name, division, folder }: Request): Promise<Material> {
  const { title, noun, size, load } = PICTURES[name]!;
  const { train, test } = await load(op, division, folder);
  const classes = Array.from({ length: 10 }, (_, i) => String(i));
  const task = { kind: "classification", target: "digit", classes } as const;
  return { title, noun, size, train, test, task, reason: null, preprocessor: null, close: () => undefined };
}

interface Rows {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

function rowsOf({ division: { validation, seed } }: Request, table: Table, { task, target }: Preprocessor): Rows {
  const stratify = task === "classification" ? { stratify: target! } : {};
  return splitRows(table, { test: validation ?? HELD_OUT, seed, ...stratify });
}

function materialOf({ name }: Request, table: Table, preprocessor: Preprocessor, rows: Rows): Material {
  const { title, noun } = embedded(name) ?? { title: basename(name), noun: "rows" };
  return {
    title,
    noun,
    size: null,
    train: preprocessor.transform(table, rows.train),
    test: preprocessor.transform(table, rows.test),
    task: { kind: preprocessor.task!, target: preprocessor.target!, classes: preprocessor.classes },
    reason: null,
    preprocessor,
    close: () => {
      table.close();
    },
  };
}

/** Runs `f`, and closes the table if that fails. */
async function closing<T>(table: Table, f: () => T): Promise<T> {
  try {
    return await f();
  } catch (error) {
    table.close();
    throw error;
  }
}
