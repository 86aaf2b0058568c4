import type { Pass } from "../../src/data/pipeline/pass.ts";

/** A source that counts: 0, 1, … n − 1; what was read of it, and how many passes are open. */
export interface Counting {
  readonly source: (pass: Pass) => AsyncGenerator<number, void, undefined>;
  /** Elements that were read in all passes. */
  read: number;
  open: number;
  opened: number;
  readonly passes: Pass[];
}

export function counting(n = Infinity, failsAt = Infinity): Counting {
  const state: Counting = {
    read: 0,
    open: 0,
    opened: 0,
    passes: [],
    async *source(pass) {
      state.passes.push(pass);
      state.opened++;
      state.open++;
      try {
        for (let i = 0; i < n; i++) {
          if (i === failsAt) throw new RangeError(`no element ${i}`);
          state.read++;
          yield await Promise.resolve(i);
        }
      } finally {
        await Promise.resolve();
        state.open--;
      }
    },
  };
  return state;
}

/** 0, 1, … n − 1. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** The elements of one pass. */
export async function elements<T>(
  of: {
    open(pass: Pass): AsyncIterable<T>;
  },
  epoch = 1,
  seed = 7,
): Promise<T[]> {
  const all: T[] = [];
  for await (const element of of.open({ epoch, seed })) all.push(element);
  return all;
}

/** Waits so that everything that can run has run. */
export const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));
