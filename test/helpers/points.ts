// Numbers to measure the accuracy of a function on: `i` counts from 0 to POINTS − 1.

/** How many numbers the accuracy of a function is measured on. */
export const POINTS = 2 ** 17;

/** The largest float32. */
export const MOST = 3.4028234663852886e38;

/** `POINTS` numbers from `low` to `high`, as far from each other. */
export const even = (low: number, high: number) => (i: number) => low + ((high - low) * i) / (POINTS - 1);

/** `POINTS` float32 numbers from `low` to `high`, of one sign, with as many others between them: all sizes alike. */
export function everySize(low: number, high: number): (i: number) => number {
  const [first, last] = new Int32Array(Float32Array.of(low, high).buffer) as Iterable<number> as [number, number];
  return (i) => new Float32Array(Int32Array.of(first + Math.round(((last - first) * i) / (POINTS - 1))).buffer)[0]!;
}
