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

/** Distance in units of the last place of float32, largest over all numbers; infinities, NaN and signs of zero must agree. */
export function ulps(got: Float32Array, expected: Float64Array): number {
  if (got.length !== expected.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < got.length; i++) worst = Math.max(worst, ulpsOf(got[i]!, expected[i]!));
  return worst;
}

function ulpsOf(got: number, expected: number): number {
  const want = Math.fround(expected);
  if (Object.is(got, want)) return 0;
  if (!Number.isFinite(want) || !Number.isFinite(got) || got === want) return Number.POSITIVE_INFINITY;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(want))), -126);
  return Math.abs(got - expected) / 2 ** (exponent - 23);
}

/** Fails unless both hold as many numbers, at most `most` units of the last place apart. */
export function expectUlps(got: Float32Array, expected: Float64Array, most: number, what = ""): void {
  if (ulps(got, expected) <= most) return;
  const i = got.findIndex((g, k) => !(ulpsOf(g, expected[k]!) <= most));
  expect.fail(`${what}: number ${i} of ${got.length} is ${got[i]}, expected ${expected[i]} within ${most} ulp`);
}
