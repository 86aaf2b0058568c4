import { describe, expect, test } from "vitest";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

/** Few different numbers, −∞ and NaN among them. */
const ties = (length: number): Operand => ({
  length,
  fill: () => {
    const v = noise();
    return v > 0.95 ? NaN : v < -0.7 ? -Infinity : Math.round(v * 3);
  },
});

const PAIRS = [
  // planes, H, W
  [1, 2, 8],
  [3, 3, 9],
  [2, 5, 10],
  [4, 4, 15],
  [5, 6, 28],
  [2, 7, 33],
] as const;

/** The first of the largest numbers, the last NaN. */
function winner(numbers: readonly number[]): number {
  let best = 0;
  numbers.forEach((v, i) => (v > numbers[best]! || Number.isNaN(v) ? (best = i) : 0));
  return best;
}

describe("pairs", () => {
  test.each(PAIRS)("%i planes of %i × %i", (n, H, W) => {
    const [P, Q] = [H >> 1, W >> 1];
    const fours = Array.from({ length: n * P * Q }, (_, i) => {
      const first = (Math.floor(i / (P * Q)) * H + 2 * (Math.floor(i / Q) % P)) * W + 2 * (i % Q);
      return [first, first + 1, first + W, first + W + 1];
    });
    const [y, x] = runCase({
      kernel: "max_pool_pairs",
      args: [{ length: n * P * Q }, ties(n * H * W), H, W],
      items: n * P,
    }).map((r) => r.floats());
    expect(Array.from(y!, (v) => v + 0)).toEqual(
      fours.map((places) => x![places[winner(places.map((i) => x![i]!))]!]! + 0),
    );
    const [dx, dy, x2] = runCase({
      kernel: "max_pool_pairs_backward",
      args: [{ length: n * H * W }, { length: n * P * Q }, ties(n * H * W), H, W],
      items: n,
    }).map((r) => r.floats());
    const wanted = new Float32Array(n * H * W);
    fours.forEach((places, k) => (wanted[places[winner(places.map((i) => x2![i]!))]!] = dy![k]!));
    expect(dx!.map((v) => v + 0)).toEqual(wanted);
  });
});

describe("windows", () => {
  test.each([
    // planes, P, Q, R, S, steps, dilations, rows and columns before the image
    [1, 1, 1, 1, 1, [1, 1], [1, 1], [0, 0]],
    [3, 4, 5, 3, 3, [1, 1], [1, 1], [1, 1]],
    [2, 3, 7, 2, 4, [2, 2], [1, 1], [1, 2]],
    [2, 5, 3, 3, 2, [1, 3], [2, 2], [1, 1]],
    [4, 2, 16, 1, 5, [3, 1], [1, 3], [0, 2]],
  ] as const)("%i planes of %i × %i windows, %i × %i, %j, %j, %j before", (n, P, Q, R, S, step, gap, before) => {
    const H = (P - 1) * step[0] + gap[0] * (R - 1) + 1;
    const W = (Q - 1) * step[1] + gap[1] * (S - 1) + 1;
    const image = [H - 2 * before[0], W - 2 * before[1]] as const;
    const data = ties(n * H * W);
    const padded: Operand = {
      length: n * H * W,
      fill: (i) => {
        const [h, w] = [(Math.floor(i / W) % H) - before[0], (i % W) - before[1]];
        return h < 0 || w < 0 || h >= image[0] || w >= image[1] ? -Infinity : data.fill!(i);
      },
    };
    const sizes = [H, W, R, S, P, Q, ...step, ...gap];
    const windows = Array.from({ length: n * P * Q }, (_, i) => {
      const [plane, p, q] = [Math.floor(i / (P * Q)), Math.floor(i / Q) % P, i % Q];
      return Array.from({ length: R * S }, (_, k) => {
        const [h, w] = [p * step[0] + Math.floor(k / S) * gap[0], q * step[1] + (k % S) * gap[1]];
        const [row, column] = [h - before[0], w - before[1]];
        const isInside = row >= 0 && column >= 0 && row < image[0] && column < image[1];
        return { at: (plane * H + h) * W + w, place: isInside ? row * image[1] + column : -1 };
      });
    });
    const items = n * P;
    const [y, x] = runCase({ kernel: "max_pool", args: [{ length: n * P * Q }, padded, ...sizes], items }).map((r) =>
      r.floats(),
    );
    const largest = windows.map((w) => x![w[winner(w.map(({ at }) => x![at]!))]!.at]! + 0);
    expect(Array.from(y!, (v) => v + 0)).toEqual(largest);
    const [index, x2] = runCase({
      kernel: "max_pool_indices",
      args: [{ length: n * P * Q, ints: true }, padded, ...sizes, ...before, ...image],
      items,
    });
    const places = windows.map((all) => {
      const inside = all.filter(({ place }) => place >= 0);
      return inside[winner(inside.map(({ at }) => x2!.floats()[at]!))]!.place;
    });
    expect(Array.from(index!.ints())).toEqual(places);
  });
});
