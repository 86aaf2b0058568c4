import { describe, expect, test } from "vitest";
import { runCase } from "../helpers/kernels.ts";

describe("pad_planes", () => {
  test.each([
    // planes, H, W, top, left, Hp, Wp
    [1, 1, 1, 0, 0, 1, 1],
    [3, 4, 5, 1, 2, 7, 9],
    [2, 3, 17, 0, 3, 3, 20],
    [2, 5, 6, -1, -2, 3, 3],
    [2, 5, 6, -2, 1, 6, 5],
    [2, 3, 4, 5, 1, 4, 6],
    [2, 3, 4, 0, 7, 3, 6],
    [2, 3, 4, -4, -5, 2, 2],
  ])("%i planes of %i × %i at (%i, %i) in %i × %i", (planes, H, W, top, left, Hp, Wp) => {
    const args = [{ length: planes * Hp * Wp }, { length: planes * H * W }, H, W, top, left, Hp, Wp, left];
    const [y, x] = runCase({ kernel: "pad_planes", args, items: planes * Hp }).map((r) => r.floats());
    const expected = Float32Array.from({ length: y!.length }, (_, i) => {
      const plane = Math.floor(i / (Hp * Wp));
      const [h, w] = [(Math.floor(i / Wp) % Hp) - top, (i % Wp) - left];
      return h < 0 || h >= H || w < 0 || w >= W ? left : x![(plane * H + h) * W + w]!;
    });
    expect(y).toEqual(expected);
  });
});

describe("conv_filters", () => {
  test.each([
    // G, M, D, I, J
    [1, 1, 1, 1, 1],
    [1, 5, 2, 3, 3],
    [2, 6, 3, 1, 4],
    [3, 11, 1, 5, 2],
  ])("%i groups of %i filters, %i channels, %i × %i taps, forwards and backwards", (G, M, D, I, J) => {
    const size = G * M * D * I * J;
    for (const flip of [false, true]) {
      // Backwards: filters and channels change places, and taps come in reverse order.
      const strides = flip ? [M * D * I * J, I * J, M * I * J, -J, -1] : [M * D * I * J, D * I * J, I * J, J, 1];
      const start = flip ? I * J - 1 : 0;
      const panels = G * Math.ceil(M / 5);
      const args = [{ length: panels * 5 * D * I * J }, { length: size, start }, M, D, I, J, ...strides];
      const [out, w] = runCase({ kernel: "conv_filters", args, items: panels }).map((r) => r.floats());
      const expected = Float32Array.from({ length: out!.length }, (_, place) => {
        const k = Math.floor(place / 5) % (D * I * J);
        const panel = Math.floor(place / (5 * D * I * J));
        const m = (panel % Math.ceil(M / 5)) * 5 + (place % 5);
        const at = [Math.floor(panel / Math.ceil(M / 5)), m, Math.floor(k / (I * J)), Math.floor(k / J) % I, k % J];
        return m < M ? w![start + at.reduce((sum, index, axis) => sum + index * strides[axis]!, 0)]! : 0;
      });
      expect(out).toEqual(expected);
    }
  });
});
