import { FormatError } from "../base/errors.ts";
import type { EpochEnd } from "../train/callbacks.ts";

/** What a run was asked for. */
export interface RunConfiguration {
  readonly hidden: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** What a run did: its history.json. */
export interface RunRecord {
  readonly data: "digits";
  readonly configuration: RunConfiguration;
  readonly history: readonly EpochEnd[];
  readonly test: {
    readonly samples: number;
    readonly loss: number;
    readonly accuracy: number;
    /** `confusion[t][p]` samples of class t were taken for class p. */
    readonly confusion: readonly (readonly number[])[];
    /** SHA-256 of the logits for all samples, in hexadecimal: what a reloaded model must give again. */
    readonly logits: string;
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

/** The part of a record that loading the model again needs. */
export interface Reloadable {
  readonly hidden: number;
  readonly seed: number;
  readonly logits: string;
  readonly simd: string;
}

/** What JSON may hold: anything, under any name. */
type Loose = Readonly<Record<string, unknown>> | null | undefined;

/** Reads that part of a history.json. Throws `FormatError` if it is not there. */
export function parseRecord(text: string): Reloadable {
  let record: Loose;
  try {
    record = JSON.parse(text) as Loose;
  } catch {
    throw new FormatError("verify: history.json is not JSON; is it cut off?");
  }
  const get = (part: string, name: string): unknown => (record?.[part] as Loose)?.[name];
  const [hidden, seed] = [get("configuration", "hidden"), get("configuration", "seed")];
  const [logits, simd] = [get("test", "logits"), get("environment", "simd")];
  const isLogits = typeof logits === "string" && /^[0-9a-f]{64}$/.test(logits);
  if (record?.["data"] !== "digits" || !isWhole(hidden) || !isWhole(seed) || !isLogits || typeof simd !== "string") {
    throw new FormatError("verify: history.json is incomplete, expected the one that train wrote");
  }
  return { hidden, seed, logits, simd };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
