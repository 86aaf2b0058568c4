import { ValueError } from "../../base/errors.ts";
import { chosen, OPTIMIZERS } from "../choices.ts";
import type { TableOptions } from "../data/material.ts";
import { flagOf } from "../flag.ts";
import { type NetworkOptions, SEED } from "../options.ts";
import { MOST_UNITS } from "./language-model.ts";

/** What the command line of `train` says of texts alone. */
export interface TextOptions {
  /** Characters of a sample. */
  readonly steps?: number | undefined;
}

/** All of the command line that might be said of a text, rightly or not. */
type Said = NetworkOptions & TableOptions & TextOptions & { readonly data?: string | undefined };

/** What a run that learns a text was asked for. */
export interface TextConfiguration {
  readonly hidden: number;
  readonly numLayers: number;
  readonly steps: number;
  readonly optimizer: string;
  readonly learningRate: number;
  /** Undefined if the learning rate stays. */
  readonly schedule?: string;
  readonly clipNorm: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Share of the text, its end, that is held out. */
  readonly validation: number;
  readonly seed: number;
}

/** Options that say nothing of texts. */
const FOREIGN = ["model", "activation", "loss", "augment", "target", "task", "missing", "scale", "text", "unknown", "asText", "ignore", "data"] as const; // prettier-ignore
/** Adam's step that suits texts. */
const LEARNING_RATE = 3e-3;

/** Fills in what was left open. Throws `ValueError` for options that are for other data, and layers of different sizes. */
export function configuredText(options: Said): TextConfiguration {
  const foreign = FOREIGN.find((name) => options[name] !== undefined);
  if (foreign !== undefined) {
    throw new ValueError(
      `train: ${flagOf(foreign)} is ${String(options[foreign])}, expected none: a model of text has no use for it`,
    );
  }
  const { hidden = [128], optimizer = "adam" } = options;
  const units = hidden[0];
  if (units === undefined || hidden.some((n) => n !== units)) {
    throw new ValueError(
      `train: --hidden is ${hidden.join() || 0}, expected LSTM layers of one size, such as 128 or 128,128`,
    );
  }
  if (units > MOST_UNITS)
    throw new ValueError(`train: --hidden is ${units}, expected at most ${MOST_UNITS} for a text`);
  const usual = chosen("train", "--optimizer", OPTIMIZERS, optimizer).learningRate;
  return {
    hidden: units,
    numLayers: hidden.length,
    steps: options.steps ?? 64,
    optimizer,
    learningRate: options.learningRate ?? (optimizer === "adam" ? LEARNING_RATE : usual),
    ...(options.schedule !== undefined && { schedule: options.schedule }),
    clipNorm: options.clipNorm ?? 5,
    epochs: options.epochs ?? 10,
    batchSize: options.batchSize ?? 32,
    validation: options.validation ?? 0.1,
    seed: options.seed ?? SEED,
  };
}

/** The options that say all of a configuration. */
export function textOptionsOf({ hidden, numLayers, ...rest }: TextConfiguration): NetworkOptions & TextOptions {
  return { hidden: Array<number>(numLayers).fill(hidden), ...rest };
}
