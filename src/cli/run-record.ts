import { join } from "node:path";
import { FormatError } from "../base/errors.ts";
import { writeWhole } from "../node/files.ts";
import type { EpochEnd } from "../train/callbacks.ts";
import type { Task } from "./data/material.ts";
import type { Environment } from "./environment.ts";
import type { ClassFigures, NumberFigures } from "./figures.ts";
import { asMembers, isSeed, isShare, membersOf } from "./members.ts";
import type { RunConfiguration } from "./options.ts";
import { RECORD } from "./run-folder.ts";

/** Where a run comes from. */
export interface Provenance {
  /** The name of a dataset, or the path of a file from the root on. */
  readonly data: string;
  /** Words behind `wasmgrad` that make the run again, with all options as they were resolved. */
  readonly command: readonly string[];
  /** What tells its data from other data: see `fingerprintOf`. */
  readonly sha256: string | null;
  /** The file whose weights it began with, and SHA-256 of its bytes; null if they were drawn. */
  readonly from: { readonly path: string; readonly sha256: string } | null;
  /** When it began, by ISO 8601. */
  readonly started: string;
  /** How many epochs were complete each time that it was gone on with. */
  readonly resumed: readonly number[];
}

/** What a run begins with: its history.json until it is done. */
export interface RunStart extends Provenance {
  /** Paths of parameters that stay as they are. */
  readonly frozen: readonly string[];
  /** What it was made with, at last. */
  readonly environment: Environment;
}

/** What a run did: its history.json. */
export interface RunRecord extends RunStart {
  /** Where the dataset's files are, if it has some. */
  readonly folder: string | null;
  readonly task: Task;
  readonly configuration: RunConfiguration;
  readonly trainingSamples: number;
  readonly history: readonly EpochEnd[];
  readonly test: (ClassFigures | NumberFigures) & {
    readonly samples: number;
    /** SHA-256 of the outputs for all samples, in hexadecimal: what a reloaded model must give again. */
    readonly outputs: string;
  };
  /** Duration of training, with validation. */
  readonly seconds: number;
}

/** Writes the record of a run into its folder. */
export async function writeRecord(folder: string, record: RunStart): Promise<void> {
  await writeWhole("train", join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
}

/** The part of a record that proving the model again needs. */
export interface Provable {
  readonly data: string;
  readonly folder: string | null;
  readonly validation: number | null;
  readonly seed: number;
  readonly outputs: string;
  readonly simd: string;
}

/** Reads that part of a history.json. Throws `FormatError` if it is not there. */
export function parseRecord(text: string): Provable {
  const record = membersOf(text);
  const { validation, seed } = asMembers(record["configuration"]);
  const { outputs } = asMembers(record["test"]);
  const { simd } = asMembers(record["environment"]);
  const { data, folder } = record;
  const isDigest = typeof outputs === "string" && /^[0-9a-f]{64}$/.test(outputs);
  const isFolder = folder === null || typeof folder === "string";
  if (
    typeof data !== "string" ||
    !isFolder ||
    !isShare(validation) ||
    !isSeed(seed) ||
    !isDigest ||
    typeof simd !== "string"
  ) {
    throw new FormatError("verify: history.json is not the one that train wrote, or is cut off");
  }
  return { data, folder, validation, seed, outputs, simd };
}
