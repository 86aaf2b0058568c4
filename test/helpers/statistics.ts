// Tests of distributions. Their bounds are passed by chance once in a million; seeds are fixed, so a test that passes stays so.

import { expect } from "vitest";

/** The normal quantile of 1 − 10⁻⁶. */
const Z = 4.753;

/** Fails if mean and variance of `values` are further from those expected than samples of that size stray. `kurtosis`: 3 for normals. */
export function expectMoments(values: ArrayLike<number>, mean: number, variance: number, kurtosis: number): void {
  const n = values.length;
  let [first, second] = [0, 0];
  for (let i = 0; i < n; i++) {
    first += (values[i]! - mean) / n;
    second += (values[i]! - mean) ** 2 / n;
  }
  expect(Math.abs(first), "mean").toBeLessThan(Z * Math.sqrt(variance / n));
  expect(Math.abs(second - variance), "variance").toBeLessThan(Z * variance * Math.sqrt((kurtosis - 1) / n));
}

/** Fails if the distribution of `values` strays from `cdf`, by Kolmogorov and Smirnov; the bound is Massart's. */
export function expectDistribution(values: ArrayLike<number>, cdf: (x: number) => number): void {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, (i + 1) / n - p, p - i / n);
  });
  expect(distance * Math.sqrt(n), "Kolmogorov-Smirnov").toBeLessThan(Math.sqrt(Math.log(2e6) / 2));
}

/** Fails if counts of equally likely cells are too uneven, or too even, by χ²; the bounds are Wilson and Hilferty's. */
export function expectEven(counts: ArrayLike<number>): void {
  const total = Array.from(counts).reduce((sum, n) => sum + n, 0);
  const expected = total / counts.length;
  const statistic = Array.from(counts).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const k = counts.length - 1;
  const bound = (z: number) => k * (1 - 2 / (9 * k) + z * Math.sqrt(2 / (9 * k))) ** 3;
  expect(statistic, "chi square").toBeLessThan(bound(Z));
  expect(statistic, "chi square").toBeGreaterThan(bound(-Z));
}

/** How many values fall into each of `cells` cells, which `cellOf` numbers. */
export function countCells(values: ArrayLike<number>, cells: number, cellOf: (value: number, i: number) => number) {
  const counts = new Float64Array(cells);
  for (let i = 0; i < values.length; i++) counts[cellOf(values[i]!, i)]!++;
  return counts;
}

/** Fails if pairs (a[i], b[i]) of numbers in [0, 1) prefer some cells of a 16 × 16 grid. */
export function expectIndependent(a: ArrayLike<number>, b: ArrayLike<number>): void {
  expectEven(countCells(a, 256, (x, i) => Math.floor(x * 16) * 16 + Math.floor(b[i]! * 16)));
}

/**
 * 1 − Φ(z) for the standard normal distribution, z ≥ 0, to 1e-13 relative.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14.
 */
export function normalTail(z: number): number {
  const density = normalDensity(z);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 1; term > sum * 1e-17; k++) sum += term *= (z * z) / (2 * k + 1);
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 200; k > 0; k--) fraction = z + k / fraction;
  return density / fraction;
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

export function normalCdf(z: number): number {
  return z < 0 ? normalTail(-z) : 1 - normalTail(z);
}
