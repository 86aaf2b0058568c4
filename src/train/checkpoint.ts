// A checkpoint is a safetensors file: the model under "model.", the optimizer under "optimizer.", the gradients that wait for the
// rest of their group under "accumulated.", what moving the parameters keeps besides under "moving.", what callbacks keep under
// "callbacks.", and one text beside them, which holds everything that is no tensor.

import { FormatError, ValueError } from "../base/errors.ts";
import type { RandomStreamState } from "../base/philox.ts";
import { decode, encode, inspect } from "../io/safetensors.ts";
import { checkLoad, loadInto } from "../nn/load.ts";
import type { Module } from "../nn/module.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { defaultGenerator, type Generator, type GeneratorState } from "../tensor/generator.ts";
import type { Persistent } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { EpochEnd } from "./callbacks.ts";
import type { TallyState } from "./metrics/tally.ts";
import type { Pace } from "./pacer.ts";

/** What must be the same when training goes on, for the same bits. */
export interface Plan {
  /** Null for a pipeline that nobody knows the length of. */
  readonly samples: number | null;
  readonly validationSamples: number | null;
  readonly batchSize: number;
  readonly accumulate: number;
  readonly shuffle: boolean;
  /** The type of the option: samples to set apart, given ones, or none. */
  readonly validation: string;
  /** What the schedule of the learning rate counts, or "none". */
  readonly schedule: string;
}

/** Where training stands, besides its tensors. Plain data. */
export interface Standing {
  readonly plan: Plan;
  /** What draws the samples set apart for validation; null if they are given. */
  readonly splitSeed: number | null;
  /** Records of the complete epochs. */
  readonly history: readonly EpochEnd[];
  /** Batches of the epoch behind these, the stream that draws its order as it began, and its figures so far. */
  readonly batch: number;
  /** Steps of the optimizer before that epoch. */
  readonly steps: number;
  /** Batches of all epochs so far. */
  readonly seen: number;
  /** Batches of the last complete epoch, 0 before its end. */
  readonly last: number;
  readonly order: RandomStreamState;
  readonly tally: TallyState | null;
  /** Null without a schedule. */
  readonly pace: Pace | null;
}

/** What a checkpoint is taken of. */
export interface Trained {
  readonly model: Module;
  readonly optimizer: Optimizer;
  /** What the step keeps from batch to batch. */
  readonly accumulated: ReadonlyMap<string, Persistent>;
  /** What moving the parameters keeps, besides the optimizer. */
  readonly moving: ReadonlyMap<string, Persistent>;
  /** What callbacks keep. */
  readonly callbacks: ReadonlyMap<string, Persistent>;
}

interface Texts extends Standing {
  readonly generators: Readonly<Record<string, GeneratorState>>;
}

const KEY = "wasmgrad.checkpoint";
/** The default generator's among the generators of the model, whose paths are never empty. */
const DEFAULT = "";
type Kind = "model" | "optimizer" | "accumulated" | "moving" | "callbacks";
const NOT_FINITE: readonly unknown[] = ["NaN", "Infinity", "-Infinity"];

/** The bytes of a checkpoint. */
export function encodeCheckpoint(trained: Trained, standing: Standing): Uint8Array<ArrayBuffer> {
  const generators = Object.fromEntries([...generatorsOf(trained.model)].map(([path, g]) => [path, g.save()]));
  const texts: Texts = { ...standing, generators };
  // JSON has no numbers that are not finite, but figures may be.
  const json = JSON.stringify(texts, (_, v: unknown) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v));
  return encode(kept(trained), new Map([[KEY, json]]));
}

/** Where training stood when a checkpoint was taken. Throws `FormatError` if the bytes are none. */
export function standingIn(bytes: Uint8Array): Standing {
  return parse(bytes);
}

/** As `standingIn`, from the texts of the file alone. */
export function standingOf(metadata: ReadonlyMap<string, string>): Standing {
  return textsIn(metadata);
}

/**
 * Puts model, optimizer and generators where they stood. Throws `FormatError` if the bytes are no checkpoint, `ValueError` if it is of
 * another model, optimizer or plan; then nothing was changed.
 */
export function restoreCheckpoint(bytes: Uint8Array, trained: Trained, plan: Plan): void {
  const { generators, plan: before } = parse(bytes);
  for (const [name, wanted] of Object.entries(plan)) {
    const was = before[name as keyof Plan];
    if (was !== wanted) throw new ValueError(`fit: ${name} is ${wanted}, expected ${was} as in the checkpoint`);
  }
  const targets = generatorsOf(trained.model);
  const isAlike = (path: string): boolean => Object.hasOwn(generators, path);
  if (![...targets.keys()].every(isAlike) || targets.size !== Object.keys(generators).length) {
    throw new ValueError("fit: resume is a checkpoint of a model with other random layers, expected one of this model");
  }
  scope(() => {
    const { tensors } = decode(bytes);
    checkLoad("fit: resume", kept(trained), tensors);
    const part = (kind: Kind): ReadonlyMap<string, Tensor> =>
      new Map(
        [...tensors].flatMap(([name, t]) => (name.startsWith(`${kind}.`) ? [[name.slice(kind.length + 1), t]] : [])),
      );
    // First what may refuse what it gets.
    trained.optimizer.load(part("optimizer"));
    trained.model.load(part("model"));
    loadInto("fit: resume", trained.accumulated, part("accumulated"));
    loadInto("fit: resume", trained.moving, part("moving"));
    loadInto("fit: resume", trained.callbacks, part("callbacks"));
  });
  for (const [path, generator] of targets) generator.restore(generators[path]!);
}

/** Everything that is a tensor, by its name in the file. */
function kept({ model, optimizer, accumulated, moving, callbacks }: Trained): Map<string, Persistent> {
  const all = new Map<string, Persistent>();
  const put = (kind: Kind, tensors: ReadonlyMap<string, Persistent>): void =>
    tensors.forEach((t, name) => all.set(`${kind}.${name}`, t));
  put("model", model.namedTensors());
  put("optimizer", optimizer.namedTensors());
  put("accumulated", accumulated);
  put("moving", moving);
  put("callbacks", callbacks);
  return all;
}

function generatorsOf(model: Module): Map<string, Generator> {
  return new Map([[DEFAULT, defaultGenerator()], ...model.namedGenerators()]);
}

function parse(bytes: Uint8Array): Texts {
  return textsIn(inspect(bytes).metadata);
}

function textsIn(metadata: ReadonlyMap<string, string>): Texts {
  const json = metadata.get(KEY) ?? "";
  try {
    const texts = JSON.parse(json, (_, v: unknown) => (NOT_FINITE.includes(v) ? Number(v) : v)) as Texts;
    if (isTexts(texts)) return texts;
  } catch {
    // Told below, as anything else that is wrong.
  }
  throw new FormatError("fit: resume is no checkpoint, expected the bytes that training.checkpoint() answered");
}

function isTexts(texts: Texts): boolean {
  const { plan, splitSeed, history, batch, steps, seen, last, order, tally, pace, generators } = texts;
  const counts = [
    plan.samples ?? 0,
    plan.validationSamples ?? 0,
    plan.batchSize,
    plan.accumulate,
    batch,
    steps,
    seen,
    last,
    order.stream,
    order.position,
  ];
  return (
    counts.every(isCount) &&
    (splitSeed === null || isCount(splitSeed)) &&
    isKey(order.key) &&
    history.every(({ epoch }, i) => epoch === i + 1) &&
    (tally === null || isTally(tally)) &&
    (pace === null || isPace(pace)) &&
    Object.values(generators).every(({ key, counter }) => isKey(key) && isCount(counter))
  );
}

function isTally({ loss, samples, metrics }: TallyState): boolean {
  const taken = Object.values(metrics).flatMap((saved) => saved ?? []);
  return isCount(samples) && [loss, ...taken].every((value) => typeof value === "number");
}

function isPace({ bases, plateau }: Pace): boolean {
  if (!bases.every((rate) => rate >= 0 && rate < Infinity)) return false;
  return plateau === null || [plateau.bad, plateau.cooling, plateau.reductions].every(isCount);
}

function isCount(n: unknown): boolean {
  return Number.isSafeInteger(n) && (n as number) >= 0;
}

function isKey(key: readonly unknown[]): boolean {
  return key.length === 2 && key.every((word) => isCount(word) && (word as number) < 2 ** 32);
}
