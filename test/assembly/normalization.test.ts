import { describe, expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { filled, type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const TOLERANCE = 2e-6;
const EPSILON = 2 ** -10;
/** [L, P, S]: around vectors, short planes and blocks of sums. */
const SIZES = [
  [1, 3, 1],
  [5, 1, 1],
  [70, 37, 1],
  [3, 6, 2],
  [4, 18, 31],
  [3, 4, 32],
  [2, 5, 33],
  [1, 6, 2048],
  [2, 3, 2051],
  [1, 2, 4110],
] as const;

const fixed = (values: ArrayLike<number>): Operand => ({ length: values.length, fill: (i) => values[i]! });
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((s, v, i) => s + v * b[i]!, 0);

/** The numbers of group g of x[L, G, S]. */
function groupOf(x: ArrayLike<number>, g: number, [L, G, S]: readonly [number, number, number]): number[] {
  return Array.from({ length: L * S }, (_, i) => x[(Math.floor(i / S) * G + g) * S + (i % S)]!);
}

/** Moments [3, G] that are nobody's. */
const moments = (G: number) =>
  Float32Array.from({ length: 3 * G }, (_, i) => (i < G ? noise() : i < 2 * G ? noise() / 8 : 1 + noise() / 2));

describe.each(SIZES)("over [%i, %i, %i]", (L, G, S) => {
  const sizes = [L, G, S] as const;
  const length = L * G * S;
  const groups = Array.from({ length: G }, (_, g) => g);

  test.each([
    [0, 1],
    [1e4, 0.1],
    [-1e6, 1],
  ])("norm_moments finds a mean near %d and a deviation near %d", (center, width) => {
    const x = filled(length, () => center + width * noise());
    const [found] = runCase({ kernel: "norm_moments", args: [{ length: 3 * G }, fixed(x), ...sizes], items: G });
    const [high, low, variance] = [0, 1, 2].map((k) => found!.floats().slice(k * G, k * G + G));
    const lists = groups.map((g) => groupOf(x, g, sizes));
    const off = lists.map((list, g) => (high![g]! + low![g]! - mean(list)) / width);
    expectClose([...off, 1], [...off.map(() => 0), 1], TOLERANCE, "mean");
    const variances = lists.map((list) => mean(list.map((v) => (v - mean(list)) ** 2)));
    expectClose(variance!, variances, TOLERANCE, "variance");
  });

  test.each([1, G])("norm_sums sums dy and dy · (x − m), %i planes a group", (K) => {
    const [x, dy, m] = [filled(length, noise), filled(length, noise), moments(G / K)];
    const args = [{ length: 2 * G }, fixed(dy), fixed(x), fixed(m), L, G, S, K];
    const [found] = runCase({ kernel: "norm_sums", args, items: G });
    const parts = groups.map((g) => {
      const ds = groupOf(dy, g, sizes);
      const vs = groupOf(x, g, sizes).map((v) => v - m[Math.floor(g / K)]!);
      return [ds.reduce((a, b) => a + b, 0), dot(ds, vs)] as const;
    });
    expectClose(found!.floats(), [...parts.map(([s]) => s), ...parts.map(([, t]) => t)], 4 * TOLERANCE);
  });

  test.each([true, false])("norm_planes scales, with a gradient: %s", (both) => {
    const [x, dy, c] = [filled(length, noise), filled(length, noise), filled(4 * G, noise)];
    const args = [{ length }, fixed(x), both ? fixed(dy) : 0, fixed(c), G, S];
    const [y] = runCase({ kernel: "norm_planes", args, items: L * G });
    const expected = Array.from(x, (v, i) => {
      const p = Math.floor(i / S) % G;
      return (v - c[p]!) * c[G + p]! + c[2 * G + p]! + (both ? dy[i]! * c[3 * G + p]! : 0);
    });
    expectClose(y!.floats(), expected, TOLERANCE);
  });
});

describe.each([
  [1, 5, 5],
  [1, 20, 4],
  [3, 36, 9],
])("with %i planes a group, %i planes and %i channels", (K, P, C) => {
  const G = P / K;
  const [m, w, b] = [moments(G), filled(C, noise), filled(C, noise)];
  const inverse = (g: number) => 1 / Math.sqrt(m[2 * G + g]! + EPSILON);

  test.each([true, false])("norm_coefficients derives them from the moments, affine: %s", (affine) => {
    const args = [{ length: 3 * P }, fixed(m), affine ? fixed(w) : 0, affine ? fixed(b) : 0, P, K, C, EPSILON];
    const [found] = runCase({ kernel: "norm_coefficients", args, items: P });
    const expected = Array.from({ length: P }, (_, p) => {
      const g = Math.floor(p / K);
      const a = (affine ? w[p % C]! : 1) * inverse(g);
      return [m[g]!, a, (affine ? b[p % C]! : 0) - m[G + g]! * a] as const;
    });
    expectClose(
      found!.floats(),
      [0, 1, 2].flatMap((k) => expected.map((c) => c[k]!)),
      TOLERANCE,
    );
  });

  test.each([
    [0, true],
    [24, true],
    [24, false],
  ])("norm_gradient derives coefficients for groups of %i, affine: %s", (n, affine) => {
    const sums = filled(2 * P, noise);
    const args = [{ length: 4 * P }, { length: P }, fixed(m), fixed(sums), affine ? fixed(w) : 0, P, K, C, n, EPSILON];
    const [coefficients, shares] = runCase({ kernel: "norm_gradient", args, items: G });
    const weight = (p: number) => (affine ? w[p % C]! : 1);
    const share = Array.from({ length: P }, (_, p) => {
      const g = Math.floor(p / K);
      return (sums[P + p]! - m[G + g]! * sums[p]!) * inverse(g);
    });
    expectClose(shares!.floats(), share, TOLERANCE);
    const expected = share.map((_, p) => {
      const g = Math.floor(p / K);
      const own = Array.from({ length: K }, (_, k) => g * K + k);
      const A = own.reduce((s, q) => s + weight(q) * sums[q]!, 0) / n;
      const B = own.reduce((s, q) => s + weight(q) * share[q]!, 0) / n;
      const [r, k] = [inverse(g), weight(p) * inverse(g)];
      return n === 0 ? [0, k, 0, k] : [m[g]!, -r * r * B, -r * A + r * r * B * m[G + g]!, k];
    });
    expectClose(
      coefficients!.floats(),
      [0, 1, 2, 3].flatMap((k) => expected.map((c) => c[k]!)),
      TOLERANCE,
    );
  });
});

test.each([
  [1, 5, 0.1],
  [4, 3, 0.25],
  [3, 6, -1],
])("running_update moves on over [%i, %i] with momentum %d", (L, C, momentum) => {
  const [m, n] = [moments(L * C), 7];
  const [means, variances] = [filled(C, noise), filled(C, () => 1 + noise())];
  const count: Operand = { length: 1, ints: true, fill: () => 4 };
  const args = [fixed(means), fixed(variances), count, fixed(m), L, C, n, momentum];
  const [meanAfter, varianceAfter, countAfter] = runCase({ kernel: "running_update", args, items: 1 });
  expect(countAfter!.ints()[0]).toBe(5);
  const f = momentum < 0 ? 1 / 5 : momentum;
  const overL = (k: number, c: number) => mean(Array.from({ length: L }, (_, l) => m[(k * L + l) * C + c]!));
  expectClose(
    meanAfter!.floats(),
    Array.from(means, (v, c) => (1 - f) * v + f * (overL(0, c) + overL(1, c))),
    TOLERANCE,
  );
  expectClose(
    varianceAfter!.floats(),
    Array.from(variances, (v, c) => (1 - f) * v + (f * overL(2, c) * n) / (n - 1)),
    TOLERANCE,
  );
});

test.each([
  [2, 6, 9, 2, 2],
  [3, 5, 4, 1, 0],
  [1, 3, 7, 0, 2],
  [2, 4, 1, 9, 9],
])("channel_windows sums over [%i, %i, %i], %i before and %i behind", (B, C, S, before, after) => {
  const [x, z] = [filled(B * C * S, noise), filled(B * C * S, noise)];
  const args = [{ length: B * C * S }, fixed(x), fixed(z), C, S, before, after];
  const [y] = runCase({ kernel: "channel_windows", args, items: B * C });
  const expected = Array.from(x, (_, i) => {
    const c = Math.floor(i / S) % C;
    let sum = 0;
    for (let o = Math.max(0, c - before); o <= Math.min(C - 1, c + after); o++) {
      sum += x[i + (o - c) * S]! * z[i + (o - c) * S]!;
    }
    return sum;
  });
  expectClose(y!.floats(), expected, TOLERANCE);
});
