import { ValueError } from "../base/errors.ts";
import { AUGMENTATIONS, chosen, LOSSES, lossesFor, OPTIMIZERS, type TaskKind } from "./choices.ts";
import type { TableOptions } from "./data/material.ts";

/** What the command line of `train` says about the network and its training; undefined where it says nothing. */
export interface NetworkOptions {
  /** A name in `MODELS`; default dense. */
  readonly model?: string | undefined;
  /** Units of the hidden layers. */
  readonly hidden?: readonly number[] | undefined;
  /** A name in `ACTIVATIONS`; default relu. */
  readonly activation?: string | undefined;
  readonly loss?: string | undefined;
  /** A name in `OPTIMIZERS`; default adam. */
  readonly optimizer?: string | undefined;
  readonly learningRate?: number | undefined;
  /** How the learning rate moves: a name in `SCHEDULES`; default none. */
  readonly schedule?: string | undefined;
  /** The most that the norm of all gradients may be; default any. */
  readonly clipNorm?: number | undefined;
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  /** Random changes of the pictures for training: names in `AUGMENTATIONS`. */
  readonly augment?: readonly string[] | undefined;
  /** Share of the samples that is held out. */
  readonly validation?: number | undefined;
  /** Default 7. */
  readonly seed?: number | undefined;
}

/** The same with nothing left open. */
export interface NetworkConfiguration {
  /** A name in `IMAGE_MODELS`; undefined for a dense network, whose layers follow. */
  readonly model?: string;
  readonly hidden: readonly number[];
  readonly activation: string;
  readonly loss: string;
  readonly optimizer: string;
  readonly learningRate: number;
  /** Undefined if the learning rate stays. */
  readonly schedule?: string;
  /** Undefined if gradients stay as they are. */
  readonly clipNorm?: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Undefined where pictures stay as they are. */
  readonly augment?: readonly string[];
  readonly validation: number | null;
  readonly seed: number;
}

/** What a run was asked for: its network, and its columns where there are any. */
export interface RunConfiguration extends NetworkConfiguration, TableOptions {}

/** Of a run that says nothing of it. */
export const SEED = 7;

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
/** What suits convolutional networks on a dataset. */
const IMAGE_DEFAULTS: Readonly<Record<string, Defaults>> = {
  digits: { hidden: [], epochs: 40, batchSize: 32 },
  mnist: { hidden: [], epochs: 12, batchSize: 128 },
};
const FILE: Defaults = { hidden: [32, 16], epochs: 100, batchSize: 32 };

/** Fills in what was left open. Throws `ValueError` for a name that is not known, and a loss that does not suit the task. */
export function configured(data: string, kind: TaskKind, options: NetworkOptions): NetworkConfiguration {
  const { model = "dense", activation = "relu", optimizer = "adam" } = options;
  const isDense = model === "dense";
  if (!isDense) checkImageModel(data, model, options);
  if (options.augment !== undefined) checkAugmentation(data, options.augment);
  const defaults = isDense ? DEFAULTS : IMAGE_DEFAULTS;
  const { hidden, epochs, batchSize } = Object.hasOwn(defaults, data) ? defaults[data]! : FILE;
  const loss = options.loss ?? lossesFor(kind)[0]!;
  if (chosen("train", "--loss", LOSSES, loss).kind !== kind) {
    throw new ValueError(`train: --loss is ${loss}, expected one of ${lossesFor(kind).join(", ")} for ${kind}`);
  }
  return {
    ...(!isDense && { model }),
    hidden: options.hidden ?? hidden,
    activation,
    loss,
    optimizer,
    learningRate: options.learningRate ?? chosen("train", "--optimizer", OPTIMIZERS, optimizer).learningRate,
    ...(options.schedule !== undefined && { schedule: options.schedule }),
    ...(options.clipNorm !== undefined && { clipNorm: options.clipNorm }),
    epochs: options.epochs ?? epochs,
    batchSize: options.batchSize ?? batchSize,
    ...(options.augment !== undefined && { augment: options.augment }),
    validation: options.validation ?? null,
    seed: options.seed ?? SEED,
  };
}

/** The options that say all of a configuration. */
export function optionsOf(configuration: NetworkConfiguration): NetworkOptions {
  const { model, hidden, activation, validation, ...rest } = configuration;
  const layers = model === undefined ? { hidden, activation } : { model };
  return { ...layers, ...rest, ...(validation !== null && { validation }) };
}

/** Throws `ValueError` unless the data has pictures, and nothing is said of layers that the model has not. */
function checkImageModel(data: string, model: string, { hidden, activation = "relu" }: NetworkOptions): void {
  if (!hasPictures(data)) {
    const names = Object.keys(IMAGE_DEFAULTS).join(" or ");
    throw new ValueError(`train: --model is ${model}, expected dense; it takes pictures, such as ${names}`);
  }
  if (hidden !== undefined) {
    throw new ValueError(`train: --hidden is ${hidden.join()}, expected none: ${model} has layers of its own`);
  }
  if (activation !== "relu") {
    throw new ValueError(`train: --activation is ${activation}, expected relu, which ${model} is made with`);
  }
}

/** Throws `ValueError` unless the data has pictures, and each way is known and said once. */
function checkAugmentation(data: string, ways: readonly string[]): void {
  if (!hasPictures(data)) {
    throw new ValueError(`train: --augment is ${ways.join()}, expected none: ${data} has columns, not pictures`);
  }
  for (const way of ways) chosen("train", "--augment", AUGMENTATIONS, way);
  if (new Set(ways).size < ways.length) {
    throw new ValueError(`train: --augment is ${ways.join()}, expected each name once`);
  }
}

function hasPictures(data: string): boolean {
  return Object.hasOwn(IMAGE_DEFAULTS, data);
}
