import { expect } from "vitest";

/** Largest |got − expected| relative to the largest |expected| (at least 1e-30); NaN where either is not a number alone. */
export function relativeError(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let error = 0;
  let scale = 1e-30;
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(got[i], expected[i]) || got[i] === expected[i]) continue;
    if (Number.isNaN(got[i]!) !== Number.isNaN(expected[i]!)) return Number.NaN;
    if (!Number.isNaN(got[i]!)) error = Math.max(error, Math.abs(got[i]! - expected[i]!));
  }
  for (let i = 0; i < expected.length; i++) {
    if (Number.isFinite(expected[i]!)) scale = Math.max(scale, Math.abs(expected[i]!));
  }
  return error / scale;
}

/** Fails unless both hold as many numbers, and `relativeError` is at most `tolerance`. */
export function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what = ""): void {
  expect(got.length, `${what}: length`).toBe(expected.length);
  expect(relativeError(got, expected), what).toBeLessThanOrEqual(tolerance);
}

/** Distance in units of the last place of float32, largest over all numbers; infinities and NaN must agree. */
export function ulps(got: Float32Array, expected: Float64Array): number {
  let worst = 0;
  for (let i = 0; i < got.length; i++) {
    const want = Math.fround(expected[i]!);
    if (Object.is(got[i], want) || got[i] === want) continue;
    if (!Number.isFinite(want) || !Number.isFinite(got[i]!)) return Number.POSITIVE_INFINITY;
    const ulp = Math.max(2 ** (Math.floor(Math.log2(Math.abs(want) || 2 ** -149)) - 23), 2 ** -149);
    worst = Math.max(worst, Math.abs(got[i]! - expected[i]!) / ulp);
  }
  return worst;
}
