import { ShapeError } from "../base/errors.ts";
import type { RandomStream } from "../base/philox.ts";

/** What samples belong to, one name or number a sample: a patient, a speaker, a day. */
export type Groups = ArrayLike<number> | readonly string[];

/** The indices of equal values, groups in ascending order of their values. */
export function indicesByValue(values: Groups): number[][] {
  const found = new Map<number | string, number[]>();
  for (let i = 0; i < values.length; i++) {
    const group = found.get(values[i]!);
    if (group === undefined) found.set(values[i]!, [i]);
    else group.push(i);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, indices]) => indices);
}

/** The indices of the samples of each group. Throws `ShapeError` unless there is one entry a sample. */
export function indicesByGroup(op: string, groups: Groups, samples: number): number[][] {
  if (groups.length !== samples) {
    throw new ShapeError(`${op}: groups hold ${groups.length} entries, expected ${samples}, one a sample`);
  }
  return indicesByValue(groups);
}

export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

export function shuffled(values: readonly number[], random: RandomStream): number[] {
  return Array.from(random.permutation(values.length), (i) => values[i]!);
}
