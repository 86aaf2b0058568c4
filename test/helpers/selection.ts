import { StandardScaler } from "../../src/data/standard-scaler.ts";
import { crossEntropy, Dropout, Linear, ReLU, Sequential } from "../../src/nn/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { accuracy, type TrainerDefinition } from "../../src/train/index.ts";
import { compared } from "./training.ts";

/** What the tests of selection try. */
export interface Settings {
  readonly hidden: number;
  readonly learningRate: number;
}

export const DATA = compared(60);

/** A small network with all that is random in training. */
export const definition: TrainerDefinition<{ readonly accuracy: typeof accuracy }, Settings> = {
  build: ({ hidden }) => new Sequential(new Linear(2, hidden), new ReLU(), new Dropout(0.2), new Linear(hidden, 2)),
  loss: crossEntropy,
  optimizer: (model, { learningRate }) => new Adam(model, { learningRate }),
  metrics: { accuracy },
  prepare({ train, validation }) {
    const scaler = new StandardScaler().fit(train);
    return { train: scaler.transform(train), validation: scaler.transform(validation) };
  },
};

export const SETTINGS: Settings = { hidden: 4, learningRate: 0.02 };

/** Plain data without what a clock says, as JSON, which tells any two floats apart. */
export function timeless(value: unknown): string {
  return JSON.stringify(value, (key, v: unknown) => (key === "seconds" ? undefined : v));
}
