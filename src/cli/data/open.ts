import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ValueError } from "../../base/errors.ts";
import { Preprocessor, splitRows } from "../../csv/index.ts";
import { reasonOf } from "../../node/files.ts";
import type { Dataset } from "../../data/index.ts";
import { flagOf } from "../flag.ts";
import type { Division, Material, TableOptions } from "./material.ts";
import { PICTURES } from "./pictures.ts";
import { embedded, openTable, type OpenTable, TABLES } from "./tables.ts";

/** Share of a table's rows that is held out. */
const HELD_OUT = 0.2;

/** Names of the datasets, which are no files. */
export const DATASETS: readonly string[] = [...Object.keys(PICTURES), ...Object.keys(TABLES)].sort();

/** What to open, and how. */
export interface DataRequest {
  /** Begins the messages of errors. */
  readonly op: string;
  /** The name of a dataset, or the path of a CSV file. */
  readonly name: string;
  readonly division: Division;
  /** Where the files of a dataset are that has some. */
  readonly folder?: string | undefined;
  /** Columns of a table to leave out. */
  readonly ignore?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Samples to train with, and others to test with. */
export async function openToTrain(request: DataRequest, options: TableOptions): Promise<Material> {
  await checkName(request);
  if (hasPictures(request.name)) {
    for (const [option, value] of Object.entries(options)) {
      if (value === undefined) continue;
      throw new ValueError(
        `${request.op}: ${flagOf(option)} is ${String(value)}, expected none: ${request.name} has pictures, not columns`,
      );
    }
    return await openPictures(request);
  }
  const { target, asText, ignore, task, ...rest } = options;
  const known = embedded(request.name)?.target;
  const types = asText && Object.fromEntries(asText.map((column) => [column, "text"] as const));
  const opened = await openTable(request.name, request.division.seed, { types, ignore, signal: request.signal });
  return await closing(opened, ({ table }) => {
    const wanted = target ?? known;
    if (wanted === undefined) {
      const columns = table.columns.map(({ name }) => name).join(", ");
      throw new ValueError(`${request.op}: --target is missing, expected one of the columns ${columns}`);
    }
    const choices = { target: wanted, ...rest };
    // The task decides how rows are divided, and takes all of them to tell; all else is learned from those for training.
    const whole = new Preprocessor({ ...choices, task }).fit(table);
    const rows = rowsOf(request, opened, whole);
    const preprocessor = new Preprocessor({ ...choices, task: whole.task! }).fit(table, rows.train);
    const reason = task === undefined ? whole.reason : null;
    return { ...materialOf(request, opened, preprocessor, rows), reason };
  });
}

/** Options that say how columns become numbers. */
const ENTERING = ["missing", "scale", "text", "unknown", "asText"] as const;

/**
 * Samples for a model that has learned a table and learns another with the same columns, which enter as before, `known`. If it learns the same
 * target, the classes, or the scale, stay as well, unless there are others.
 */
export async function openForModel(
  request: DataRequest,
  options: TableOptions,
  known: Preprocessor,
): Promise<Material> {
  await checkName(request);
  for (const option of ENTERING) {
    if (options[option] === undefined) continue;
    throw new ValueError(
      `${request.op}: ${flagOf(option)} is ${String(options[option])}, expected none beside --from: columns enter as its model has learned`,
    );
  }
  const { columns, target: own, ignored, drop } = known.state;
  const { target = known.target, ignore, signal } = { ...options, signal: request.signal };
  if (columns.some(({ name }) => name === target)) {
    throw new ValueError(
      `${request.op}: --target is ${target!}, which the model of --from takes as an input, expected another column`,
    );
  }
  const isSame = target === known.target && (options.task ?? known.task) === known.task;
  const types = isSame ? known.schema.types : Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));
  const left = [...ignored, ...(own === null ? [] : [own.name])].filter((name) => name !== target);
  const opened = await openTable(request.name, request.division.seed, {
    schema: { types, ignore: left },
    ignore,
    signal,
  });
  return await closing(opened, ({ table }) => {
    const task = options.task ?? (isSame ? known.task! : undefined);
    const missing = drop ? "drop" : "median";
    const whole = new Preprocessor({ target, task, missing }).fit(table);
    const rows = rowsOf(request, opened, whole);
    const fresh = new Preprocessor({ target, task: whole.task!, missing }).fit(table, rows.train);
    const isKept = isSame && fresh.classes.every((name) => known.classes.includes(name));
    const state = {
      ...known.state,
      target: isKept ? own : fresh.state.target,
      reason: isKept ? known.reason : whole.reason,
      ignored: [...new Set([...left, ...table.ignored])],
    };
    const reason = task === undefined ? whole.reason : null;
    return { ...materialOf(request, opened, Preprocessor.from(state), rows), reason };
  });
}

/** The same parts again, for a model that was trained with them; `preprocessor` is the model's, null for pictures. */
export async function openAgain(request: DataRequest, preprocessor: Preprocessor | null): Promise<Material> {
  await checkName(request);
  if (preprocessor === null) return await openPictures(request);
  return await closing(await openLike(request, preprocessor), (opened) =>
    materialOf(request, opened, preprocessor, rowsOf(request, opened, preprocessor)),
  );
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
  request: DataRequest,
  preprocessor: Preprocessor | null,
  own: boolean,
): Promise<Sample> {
  await checkName(request);
  if (hasPictures(request.name) !== (preprocessor === null)) {
    const [got, wanted] = preprocessor === null ? ["a table", "pictures"] : ["a set of pictures", "a table"];
    throw new ValueError(`${request.op}: ${request.name} is ${got}, expected ${wanted} as the model has learned`);
  }
  if (preprocessor === null && request.ignore !== undefined) {
    throw new ValueError(
      `${request.op}: --ignore is ${request.ignore.join()}, expected none: ${request.name} has pictures, not columns`,
    );
  }
  if (preprocessor === null || (own && DATASETS.includes(request.name))) {
    const { noun, test, close } = await openAgain(request, preprocessor);
    return { noun, data: test, isHeldOut: own, close };
  }
  return await closing(await openLike(request, preprocessor), ({ table }) => ({
    noun: embedded(request.name)?.noun ?? "rows",
    data: preprocessor.transform(table),
    isHeldOut: false,
    close: () => {
      table.close();
    },
  }));
}

/** Opens a table as the preprocessor knows it. */
async function openLike({ name, division, ignore, signal }: DataRequest, { schema }: Preprocessor): Promise<OpenTable> {
  return await openTable(name, division.seed, { schema, ignore, signal });
}

/** Whether a dataset has pictures. */
export function hasPictures(name: string): boolean {
  return Object.hasOwn(PICTURES, name);
}

/** Throws `ValueError` unless the name is that of a dataset, or of something in the file system. */
async function checkName({ op, name }: DataRequest): Promise<void> {
  if (DATASETS.includes(name)) return;
  await stat(name).catch((error: unknown) => {
    throw new ValueError(`${op}: ${name} is no dataset (${DATASETS.join(", ")}), and no file: ${reasonOf(error)}`);
  });
}

async function openPictures({ op, name, division, folder }: DataRequest): Promise<Material> {
  if (!hasPictures(name)) throw new ValueError(`${op}: ${name} is a table, expected pictures as the model has learned`);
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

/** The dataset's own parts; or rows drawn at random, of each class its share. */
function rowsOf({ division }: DataRequest, { table, trainingRows }: OpenTable, { task, target }: Preprocessor): Rows {
  const { validation, seed } = division;
  if (trainingRows !== null && validation === null) {
    const all = Int32Array.from({ length: table.length }, (_, i) => i);
    return { train: all.subarray(0, trainingRows), test: all.subarray(trainingRows) };
  }
  const stratify = task === "classification" ? { stratify: target! } : {};
  return splitRows(table, { test: validation ?? HELD_OUT, seed, ...stratify });
}

function materialOf({ name }: DataRequest, { table }: OpenTable, preprocessor: Preprocessor, rows: Rows): Material {
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
async function closing<T>(opened: OpenTable, f: (opened: OpenTable) => T): Promise<T> {
  try {
    return await f(opened);
  } catch (error) {
    opened.table.close();
    throw error;
  }
}
