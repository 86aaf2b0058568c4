import { checkValue } from "../../base/check.ts";
import type { RandomStream } from "../../base/philox.ts";
import { checkSizes } from "../../tensor/shape.ts";
import { ArrayDataset } from "../array-dataset.ts";
import { collect } from "../collect.ts";
import { streamOf } from "../stream.ts";
import { Subset } from "../subset.ts";

/** Options of every dataset that is made up. */
export interface SyntheticOptions {
  /** Whether samples come in random order, or one class after the other; default true. */
  readonly shuffle?: boolean;
  /** Same seed, same samples; default drawn from the default generator, which `manualSeed` sets. */
  readonly seed?: number;
}

/** Options of points around a figure. */
export interface NoisyOptions extends SyntheticOptions {
  /** How many points; default 100. */
  readonly samples?: number;
  /** Standard deviation of what is added to every coordinate; default 0. */
  readonly noise?: number;
}

/** Where a sample is, and its class. */
export interface Point {
  readonly at: readonly number[];
  readonly label: number;
}

/** Points in `features` dimensions: `place` tells where, from the stream that it is given. */
export function pointsOf(
  op: string,
  { samples = 100, noise = 0, shuffle = true, seed }: NoisyOptions,
  place: (i: number, samples: number, random: RandomStream) => Point,
  features = 2,
): ArrayDataset {
  checkWholeFrom1(op, "samples", samples);
  checkSizes(op, [samples, features]);
  checkDeviation(op, "noise", noise);
  const random = streamOf(seed);
  const x = new Float32Array(samples * features);
  const y = new Int32Array(samples);
  for (let i = 0; i < samples; i++) {
    const { at, label } = place(i, samples, random);
    for (let f = 0; f < features; f++) x[i * features + f] = at[f]! + (noise === 0 ? 0 : random.normal(0, noise));
    y[i] = label;
  }
  return ordered(new ArrayDataset({ data: x, shape: [features] }, y), shuffle, random);
}

/** The samples as they are, or in random order. */
export function ordered(data: ArrayDataset, shuffle: boolean, random: RandomStream): ArrayDataset {
  return shuffle ? collect(new Subset(data, random.permutation(data.length))) : data;
}

/**
 * Sample i of all, when `parts` share them as evenly as they can, the last ones one more: its part, its place in it, and how many
 * that part has.
 */
export function partOf(i: number, samples: number, parts: number): { part: number; place: number; count: number } {
  const part = Math.floor(((i + 1) * parts - 1) / samples);
  const start = Math.floor((part * samples) / parts);
  return { part, place: i - start, count: Math.floor(((part + 1) * samples) / parts) - start };
}

export function checkWholeFrom1(op: string, name: string, value: number): void {
  checkValue(op, name, value, Number.isSafeInteger(value) && value >= 1, "a whole number from 1 on");
}

export function checkDeviation(op: string, name: string, value: number): void {
  checkValue(op, name, value, value >= 0 && Number.isFinite(Math.fround(value)), "a finite number from 0 on");
}
