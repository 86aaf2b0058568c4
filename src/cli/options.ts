import { ValueError } from "../base/errors.ts";
import { chosen, LOSSES, lossesFor, OPTIMIZERS, type TaskKind } from "./choices.ts";
import type { TableOptions } from "./data/material.ts";

/** What the command line of `train` says about the network and its training; undefined where it says nothing. */
export interface NetworkOptions {
  /** Units of the hidden layers. */
  readonly hidden?: readonly number[] | undefined;
  readonly activation: string;
  readonly loss?: string | undefined;
  readonly optimizer: string;
  readonly learningRate?: number | undefined;
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  /** Share of the samples that is held out. */
  readonly validation?: number | undefined;
  readonly seed: number;
}

/** The same with nothing left open. */
export interface NetworkConfiguration {
  readonly hidden: readonly number[];
  readonly activation: string;
  readonly loss: string;
  readonly optimizer: string;
  readonly learningRate: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly validation: number | null;
  readonly seed: number;
}

/** What a run was asked for: its network, and its columns where there are any. */
export interface RunConfiguration extends NetworkConfiguration, TableOptions {}

interface Defaults {
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batchSize: number;
}

/** What suits a dataset; files have those of `FILE`. */
const DEFAULTS: Readonly<Record<string, Defaults>> = {
  digits: { hidden: [128], epochs: 20, batchSize: 32 },
  mnist: { hidden: [128], epochs: 5, batchSize: 32 },
  iris: { hidden: [32, 16], epochs: 50, batchSize: 16 },
  wine: { hidden: [32, 16], epochs: 50, batchSize: 16 },
};
const FILE: Defaults = { hidden: [32, 16], epochs: 100, batchSize: 32 };

/** Fills in what was left open. Throws `ValueError` for a name that is not known, and a loss that does not suit the task. */
export function configured(data: string, kind: TaskKind, options: NetworkOptions): NetworkConfiguration {
  const { hidden, epochs, batchSize } = Object.hasOwn(DEFAULTS, data) ? DEFAULTS[data]! : FILE;
  const loss = options.loss ?? lossesFor(kind)[0]!;
  if (chosen("train", "--loss", LOSSES, loss).kind !== kind) {
    throw new ValueError(`train: --loss is ${loss}, expected ${lossesFor(kind).join(" or ")} for ${kind}`);
  }
  return {
    hidden: options.hidden ?? hidden,
    activation: options.activation,
    loss,
    optimizer: options.optimizer,
    learningRate: options.learningRate ?? chosen("train", "--optimizer", OPTIMIZERS, options.optimizer).learningRate,
    epochs: options.epochs ?? epochs,
    batchSize: options.batchSize ?? batchSize,
    validation: options.validation ?? null,
    seed: options.seed,
  };
}
