import { checkWhole, RandomStream } from "../../base/philox.ts";
import { checkValue } from "../../base/check.ts";

/** One time that a pipeline is gone through. */
export interface Pass {
  /** Counted from 1. */
  readonly epoch: number;
  /** What draws for operations without a seed of their own. */
  readonly seed: number;
  /** Aborted when nobody wants the elements any more, so that a source need not wait, for a network say. */
  readonly signal?: AbortSignal | undefined;
}

/** What can be gone through again and again. A generator that was not asked for anything yet holds nothing. */
export interface Openable<T> {
  open(pass: Pass): AsyncGenerator<T, void, undefined>;
}

/** Epochs have streams of their own, and so has each branch of a pass. */
const EPOCHS = 2 ** 30;
const BRANCHES = 2 ** 29;

/** Throws `ValueError` unless epoch and seed can be ones. */
export function checkPass({ epoch, seed }: Pass): void {
  const isEpoch = Number.isInteger(epoch) && epoch >= 1 && epoch < EPOCHS;
  checkValue("open", "epoch", epoch, isEpoch, "a whole number from 1 to 2^30 − 1");
  checkWhole("open", "seed", seed);
}

/** The epoch behind so many others; behind the last that there can be, they begin again. */
export function epochBehind(count: number): number {
  return (count % (EPOCHS - 1)) + 1;
}

/** What an operation draws from in this epoch: by a seed of its own, or by that of the pass. */
export function drawsOf({ epoch, seed }: Pick<Pass, "epoch" | "seed">, own?: number): RandomStream {
  return new RandomStream(own ?? seed, EPOCHS + epoch);
}

/** The pass of number `i` of the things that an operation reads, which draws apart from it and from the others. */
export function branchOf(pass: Pass, i = 0): Pass {
  return { ...pass, seed: new RandomStream(pass.seed, BRANCHES + i).uint32() };
}
