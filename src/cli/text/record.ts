import { FormatError } from "../../base/errors.ts";
import type { EpochEnd } from "../../train/callbacks.ts";
import { asMembers, isShare, type Members } from "../members.ts";
import type { RunStart } from "../run-record.ts";
import type { TextConfiguration } from "./options.ts";

/** What a run did that learned a text: its history.json. */
export interface TextRecord extends RunStart {
  readonly kind: "text";
  readonly configuration: TextConfiguration;
  readonly trainingCharacters: number;
  readonly history: readonly EpochEnd[];
  readonly test: {
    readonly characters: number;
    /** Cross entropy, in nats a character. */
    readonly loss: number;
    /** SHA-256 of the scores for the first held-out samples: what a reloaded model must give again. */
    readonly outputs: string;
  };
  readonly seconds: number;
}

/** The part of a record that proving the model again needs. */
export interface ProvableText {
  readonly data: string;
  readonly validation: number;
  readonly outputs: string;
  readonly simd: string;
}

/** Reads that part of a history.json of a text. Throws `FormatError` if it is not there. */
export function parseTextRecord(record: Members): ProvableText {
  const { data } = record;
  const { validation } = asMembers(record["configuration"]);
  const { outputs } = asMembers(record["test"]);
  const { simd } = asMembers(record["environment"]);
  const isDigest = typeof outputs === "string" && /^[0-9a-f]{64}$/.test(outputs);
  if (
    typeof data !== "string" ||
    !isShare(validation) ||
    validation === null ||
    !isDigest ||
    typeof simd !== "string"
  ) {
    throw new FormatError("verify: history.json is not the one that train wrote, or is cut off");
  }
  return { data, validation, outputs, simd };
}
