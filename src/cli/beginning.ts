import { basename } from "node:path";
import type { Module } from "../nn/index.ts";
import { freezePaths } from "./freezing.ts";
import type { Facts } from "../viz/index.ts";
import type { Provenance, RunStart } from "./run-record.ts";
import { transferInto, type Transfer } from "./source.ts";
import { listed, type Print } from "./tell.ts";

/** What a run begins with, besides its data and configuration. */
export interface Beginning {
  readonly provenance: Provenance;
  /** Weights to begin with; null for those that were drawn. */
  readonly transfer: Transfer | null;
  /** Paths of parameters that stay as they are. */
  readonly freeze: readonly string[];
}

/** What a report says of how a run began. */
export function beginningFacts({ from, frozen }: Pick<RunStart, "from" | "frozen">): Facts {
  return {
    ...(from !== null && { "Began with": basename(from.path) }),
    ...(frozen.length > 0 && { Frozen: frozen.join(", ") }),
  };
}

/** Gives a model the weights that its run begins with, and keeps some from being trained. Answers their paths. */
export function prepare(model: Module, { transfer, freeze, print }: Beginning & { readonly print: Print }): string[] {
  if (transfer !== null) transferInto(model, transfer, print);
  const frozen = freezePaths(model, freeze);
  if (frozen.length > 0) print(`Stay as they are: ${listed(frozen)}`);
  return frozen;
}
