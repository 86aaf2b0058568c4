import { FormatError } from "../base/errors.ts";
import type { EpochEnd } from "../train/callbacks.ts";
import type { Task } from "./data/material.ts";
import type { ClassFigures, NumberFigures } from "./figures.ts";
import { asMembers, isSeed, isShare, membersOf } from "./members.ts";
import type { RunConfiguration } from "./options.ts";

/** What a run did: its history.json. */
export interface RunRecord {
  /** The name of a dataset, or the path of a file from the root on. */
  readonly data: string;
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
  readonly environment: {
    readonly wasmgrad: string;
    readonly simd: string;
    readonly threads: number;
    readonly node: string;
    readonly platform: string;
  };
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
