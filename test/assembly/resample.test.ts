import { expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

test.each([
  // L, R, I, N
  [1, 1, 1, 1],
  [5, 7, 4, 1],
  [8, 3, 9, 1],
  [9, 6, 6, 2],
  [3, 5, 7, 4],
  [2, 8, 3, 21],
])("resample sums places of %i × [%i] into [%i], rows of %i", (L, R, I, N) => {
  // None, one, two, … places each.
  const starts = [0];
  for (let i = 0; i < I; i++) starts.push(starts[i]! + (i % 4));
  const taps = Math.max(1, starts.at(-1)!);
  const places = Array.from({ length: taps }, () => Math.floor(((noise() + 1) / 2) * R));
  const [y, x, , , weight] = runCase({
    kernel: "resample",
    args: [
      { length: L * I * N },
      { length: L * R * N },
      { length: I + 1, ints: true, fill: (i) => starts[i]! },
      { length: taps, ints: true, fill: (i) => places[i]! },
      { length: taps },
      ...[R, I, N],
    ],
    items: L,
  }).map((r) => r.floats());
  const expected = Float64Array.from({ length: L * I * N }, (_, item) => {
    const [l, i, n] = [Math.floor(item / (I * N)), Math.floor(item / N) % I, item % N];
    let sum = 0;
    for (let k = starts[i]!; k < starts[i + 1]!; k++) sum += weight![k]! * x![(l * R + places[k]!) * N + n]!;
    return sum;
  });
  expectClose(y!, expected, 1e-6);
  expect(y!.length).toBe(expected.length);
});
