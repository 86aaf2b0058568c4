import type { Frequency } from "./frequencies.ts";

/** Sums over the values of some columns, which come in any number of parts. NaN is left out. */
export class Moments {
  readonly counts: Float64Array;
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
  readonly #sums: Float64Array;

  constructor(columns: number) {
    this.counts = new Float64Array(columns);
    this.minima = new Float64Array(columns).fill(Infinity);
    this.maxima = new Float64Array(columns).fill(-Infinity);
    this.#sums = new Float64Array(columns);
  }

  add(column: number, value: number): void {
    if (Number.isNaN(value)) return;
    this.counts[column]!++;
    this.#sums[column]! += value;
    if (value < this.minima[column]!) this.minima[column] = value;
    if (value > this.maxima[column]!) this.maxima[column] = value;
  }

  mean(column: number): number {
    return this.#sums[column]! / this.counts[column]!;
  }
}

/** The most frequent value, of several the smallest. */
export function mode(values: Iterable<Frequency>): number {
  let [best, most] = [NaN, 0];
  for (const [value, count] of values) if (count > most) [best, most] = [value, count];
  return best;
}

/** The quantiles `shares`, ascending, of `total` values, between two of which it interpolates, as NumPy's "linear". */
export function quantiles(values: Iterable<Frequency>, total: number, shares: readonly number[]): number[] {
  const places = shares.map((share) => share * (total - 1));
  const ranks = [...new Set(places.flatMap((place) => [Math.floor(place), Math.ceil(place)]))].sort((a, b) => a - b);
  const found = new Map<number, number>();
  let passed = 0;
  for (const [value, count] of values) {
    passed += count;
    while (ranks.length > 0 && ranks[0]! < passed) found.set(ranks.shift()!, value);
    if (ranks.length === 0) break;
  }
  return places.map((place) => {
    const [low, high] = [found.get(Math.floor(place))!, found.get(Math.ceil(place))!];
    return low + (high - low) * (place - Math.floor(place));
  });
}
