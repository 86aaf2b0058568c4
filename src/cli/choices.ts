import { ValueError } from "../base/errors.ts";
import { randomNoise, randomRotation, randomShift, type Transform } from "../data/index.ts";
import { simpleCnn } from "../models/index.ts";
import {
  crossEntropy,
  ELU,
  focalCrossEntropy,
  GELU,
  Hardswish,
  huber,
  l1Loss,
  LeakyReLU,
  logCosh,
  meanSquaredError,
  Mish,
  type Module,
  ReLU,
  SELU,
  type Sequential,
  Sigmoid,
  SiLU,
  smoothL1,
  Softplus,
  Tanh,
} from "../nn/index.ts";
import {
  Adadelta,
  Adagrad,
  Adam,
  Adamax,
  AdamW,
  CosineAnnealingLR,
  ExponentialLR,
  Lion,
  NAdam,
  OneCycleLR,
  type Optimizer,
  RAdam,
  RMSprop,
  Rprop,
  SGD,
  StepLR,
} from "../optim/index.ts";
import type { Loss, PacingOptions } from "../train/index.ts";

/** What a network may learn: which of some classes, or a number. */
export type TaskKind = "classification" | "regression";

/** An optimizer for the command line. */
export interface OptimizerChoice {
  readonly learningRate: number;
  make(model: Module, learningRate: number): Optimizer;
}

/** What stands between the layers of a network, by its name on the command line and in saved models. */
export const ACTIVATIONS: Readonly<Record<string, () => Module>> = {
  relu: () => new ReLU(),
  "leaky-relu": () => new LeakyReLU(),
  elu: () => new ELU(),
  selu: () => new SELU(),
  gelu: () => new GELU(),
  silu: () => new SiLU(),
  mish: () => new Mish(),
  softplus: () => new Softplus(),
  hardswish: () => new Hardswish(),
  tanh: () => new Tanh(),
  sigmoid: () => new Sigmoid(),
};

/** Convolutional networks for pictures of one channel. */
export const IMAGE_MODELS: Readonly<Record<string, (size: readonly [number, number], classes: number) => Sequential>> =
  {
    cnn: (size, classes) => simpleCnn({ size, classes, padding: "same" }),
    "simple-cnn": (size, classes) => simpleCnn({ size, classes }),
  };

/** Networks by name; the first has the layers that the command line says. */
export const MODELS: readonly string[] = ["dense", ...Object.keys(IMAGE_MODELS)];

/** Random changes of pictures for training, each for pictures of a height and width. None turns one digit into another. */
export const AUGMENTATIONS: Readonly<Record<string, (size: readonly [number, number]) => Transform>> = {
  shift: (size) => randomShift(Math.max(1, Math.round(Math.min(...size) / 14))),
  rotate: () => randomRotation(10),
  noise: () => randomNoise(0.05),
};

/** What training makes small, each for one kind of task; the first of a kind is its default. */
export const LOSSES: Readonly<Record<string, { readonly kind: TaskKind; readonly loss: Loss }>> = {
  "cross-entropy": { kind: "classification", loss: crossEntropy },
  focal: { kind: "classification", loss: focalCrossEntropy },
  mse: { kind: "regression", loss: meanSquaredError },
  mae: { kind: "regression", loss: l1Loss },
  huber: { kind: "regression", loss: huber },
  "smooth-l1": { kind: "regression", loss: smoothL1 },
  "log-cosh": { kind: "regression", loss: logCosh },
};

/** What moves the parameters, each with how far a step goes unless the command line says it. */
export const OPTIMIZERS: Readonly<Record<string, OptimizerChoice>> = {
  adam: { learningRate: 1e-3, make: (model, learningRate) => new Adam(model, { learningRate }) },
  sgd: { learningRate: 1e-2, make: (model, learningRate) => new SGD(model, { learningRate }) },
  momentum: { learningRate: 1e-2, make: (model, learningRate) => new SGD(model, { learningRate, momentum: 0.9 }) },
  nesterov: {
    learningRate: 1e-2,
    make: (model, learningRate) => new SGD(model, { learningRate, momentum: 0.9, nesterov: true }),
  },
  adagrad: { learningRate: 1e-2, make: (model, learningRate) => new Adagrad(model, { learningRate }) },
  adadelta: { learningRate: 1, make: (model, learningRate) => new Adadelta(model, { learningRate }) },
  rmsprop: { learningRate: 1e-3, make: (model, learningRate) => new RMSprop(model, { learningRate }) },
  adamw: { learningRate: 1e-3, make: (model, learningRate) => new AdamW(model, { learningRate }) },
  adamax: { learningRate: 2e-3, make: (model, learningRate) => new Adamax(model, { learningRate }) },
  nadam: { learningRate: 2e-3, make: (model, learningRate) => new NAdam(model, { learningRate }) },
  radam: { learningRate: 1e-3, make: (model, learningRate) => new RAdam(model, { learningRate }) },
  rprop: { learningRate: 1e-3, make: (model, learningRate) => new Rprop(model, { learningRate }) },
  lion: { learningRate: 1e-4, make: (model, learningRate) => new Lion(model, { learningRate }) },
};

/** How the learning rate moves, each for a number of epochs and of steps in all. */
export const SCHEDULES: Readonly<Record<string, (epochs: number, steps: number) => PacingOptions>> = {
  none: () => ({}),
  cosine: (_, steps) => ({ schedule: new CosineAnnealingLR({ steps }), scheduleBy: "batch" }),
  "one-cycle": (_, steps) => ({ schedule: new OneCycleLR({ steps: Math.max(steps, 4) }), scheduleBy: "batch" }),
  step: (epochs) => ({ schedule: new StepLR({ stepSize: Math.ceil(epochs / 3) }) }), // a tenth after each third
  exponential: (epochs) => ({ schedule: new ExponentialLR({ gamma: 0.01 ** (1 / epochs) }) }), // a hundredth in the end
};

/** The entry of a table. Throws `ValueError`, which lists the names, if there is none. */
export function chosen<T>(op: string, option: string, table: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(table, name)) return table[name]!;
  throw new ValueError(`${op}: ${option} is ${name}, expected one of ${Object.keys(table).join(", ")}`);
}

/** The names of the losses for a kind of task. */
export function lossesFor(kind: TaskKind): string[] {
  return Object.keys(LOSSES).filter((name) => LOSSES[name]!.kind === kind);
}
