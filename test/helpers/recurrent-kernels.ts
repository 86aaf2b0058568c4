import { describe, expect, test } from "vitest";
import { expectClose } from "./close.ts";
import { filled, type KernelName, type Operand, runCase } from "./kernels.ts";
import { noise } from "./random.ts";
import { backward, type Cell, type Course, forward } from "./recurrent.ts";

/** Rows around blocks of five, steps, and units, whose tiles have eight: the last go past a block of 384 numbers of a sum. */
const SIZES: readonly (readonly [B: number, T: number, U: number])[] = [
  ...[1, 2, 5, 6, 11].flatMap((B) => [0, 1, 3].flatMap((T) => [8, 16, 40].map((U) => [B, T, U] as const))),
  [6, 2, 400],
  [1, 2, 400],
];
/** Roundings of three steps, each of a sum of up to 1,600 products and of functions 6 ulp off. */
const TOLERANCE = 4e-6;

const fixed = (values: ArrayLike<number>, ints = false): Operand => ({
  length: values.length,
  fill: (i) => values[i]!,
  ints,
});

/** Every second bit of `n` for each name: which options a case has. */
const CASES = Array.from({ length: 32 }, (_, n) => {
  const [masked, reverse, h, c, other] = [1, 2, 4, 8, 16].map((bit) => (n & bit) !== 0);
  return { masked: masked!, reverse: reverse!, h: h!, c: c!, other: other! };
});

/** Fails unless both kernels do what the cell does, whatever the sizes and options. */
export function recurrentKernels(cell: Cell, forwardKernel: KernelName, backwardKernel: KernelName): void {
  describe.each(SIZES)("of %i rows, %i steps, %i units", (B, T, U) => {
    const G = cell.gates * U;
    const items = Math.ceil(B / 5);
    const few = U > 40 ? CASES.filter((_, n) => n % 31 === 0 || n === 3) : CASES;
    const states = (wanted: boolean) => (wanted ? filled(B * U, noise) : null);
    const courseOf = (masked: boolean, reverse: boolean): Course => {
      const mask = masked ? maskOf(B, T) : null;
      return { B, T, U, w: filled(G * U, () => noise() / Math.sqrt(U)), mask, reverse };
    };
    /** Numbers for each step; NaN for those that are left out, which nobody may read. */
    const steps = ({ mask }: Course, n: number, scale = 1): Float32Array =>
      filled(B * T * n, (i) => (mask?.[Math.floor(i / n)] === 0 ? Number.NaN : scale * noise())) as Float32Array;
    const sizesOf = ({ reverse }: Course): number[] => [B, T, U, Number(reverse), ...cell.flags];
    const optional = (x: ArrayLike<number> | null, ints = false) => (x === null ? 0 : fixed(x, ints));

    test(`${forwardKernel} goes through them as the cell does`, () => {
      for (const { masked, reverse, h, c, other } of few) {
        const course = courseOf(masked, reverse);
        const [z, bias, h0, c0] = [steps(course, G, 2), filled(G, noise), states(h), states(c)];
        const w = B === 1 ? course.w : packed(U, G, (k, n) => course.w[n * U + k]!);
        const hasCell = cell.states === 2;
        const [y, hn, ...more] = runCase({
          kernel: forwardKernel,
          args: [
            ...[{ length: B * T * U }, { length: B * U }, ...(hasCell ? [{ length: B * U }] : []), fixed(z)],
            ...[other ? 0 : { length: B * T * cell.saves * U }, fixed(w), fixed(bias), optional(h0)],
            ...[...(hasCell ? [optional(c0)] : []), optional(course.mask, true), ...sizesOf(course)],
          ],
          items,
        });
        const expected = forward(cell, course, z, bias, h0, c0);
        const what = JSON.stringify({ masked, reverse, h, c, other });
        const found = [y!, hn!, ...more].map((result) => result.floats());
        const wanted = [expected.y, expected.hn, ...(hasCell ? [expected.cn] : []), expected.gates];
        if (!other) wanted.push(expected.saved);
        wanted.forEach((values, i) => expectClose(found[i]!, values, TOLERANCE, `${what}, result ${i}`));
      }
    });

    test(`${backwardKernel} brings gradients back through them`, () => {
      for (const { masked, reverse, h, c, other } of few) {
        const course = courseOf(masked, reverse);
        const [gates, saved, dy] = [cell.gates, cell.saves, 1].map((n) => steps(course, n * U)) as [Float32Array, Float32Array, Float32Array]; // prettier-ignore
        const [dhn, dcn] = [states(h), states(c)];
        const w = packed(G, U, (k, n) => course.w[k * U + n]!);
        const hasCell = cell.states === 2;
        const last = (x: typeof dhn) => (x === null ? 0 : fixed(x));
        const results = runCase({
          kernel: backwardKernel,
          args: [
            ...[{ length: B * T * cell.changes * U }, other ? 0 : { length: B * U }],
            ...(hasCell ? [{ length: B * U }] : []),
            ...[fixed(dy), last(dhn), ...(hasCell ? [last(dcn)] : []), fixed(gates), fixed(saved), fixed(w)],
            ...[optional(course.mask, true), ...sizesOf(course)],
          ],
          items,
        });
        const expected = backward(cell, course, gates, saved, dy, dhn, dcn);
        const wanted = [expected.dz, ...(other ? [] : [expected.dh0]), ...(hasCell ? [expected.dc0] : [])];
        const what = JSON.stringify({ masked, reverse, h, c, other });
        wanted.forEach((values, i) => expectClose(results[i]!.floats(), values, TOLERANCE, `${what}, result ${i}`));
      }
    });
  });

  test(`${forwardKernel} keeps NaN and infinities in their row`, () => {
    const [B, T, U] = [6, 2, 8];
    const G = cell.gates * U;
    const broken: Record<number, number> = { 0: Number.NaN, [2 * T * G]: Infinity, [4 * T * G + 1]: -Infinity };
    const z = filled(B * T * G, (i) => broken[i] ?? noise());
    const clean = z.map((v) => (Number.isFinite(v) ? v : 0));
    const [w, bias] = [filled(G * U, noise), filled(G, noise)];
    const run = (values: ArrayLike<number>) => {
      const args = [{ length: B * T * U }, ...Array.from({ length: cell.states }, () => ({ length: B * U }))];
      const more = [fixed(values), 0, fixed(w), fixed(bias), ...Array.from({ length: cell.states }, () => 0), 0];
      const [y] = runCase({ kernel: forwardKernel, args: [...args, ...more, B, T, U, 0, ...cell.flags], items: 2 });
      return y!.floats();
    };
    const [y, whole] = [run(z), run(clean)];
    for (let b = 0; b < B; b++) {
      const row = (x: Float32Array) => [...x.subarray(b * T * U, (b + 1) * T * U)];
      if (b % 2 === 1) expect(row(y)).toEqual(row(whole));
    }
    expect(y[0]).toBeNaN();
    expect([...y.subarray(U, 2 * U)].some(Number.isNaN)).toBe(true);
    const isBounded = cell.flags[0] !== 1;
    if (isBounded) for (const b of [2, 4]) expect(Math.abs(y[b * T * U]!)).toBeLessThanOrEqual(1);
  });
}

/** Holes, a row of padding alone, padding in front and behind; anything but 0 takes part. */
function maskOf(B: number, T: number): Int32Array {
  return Int32Array.from({ length: B * T }, (_, i) => {
    const [b, t] = [Math.floor(i / T), i % T];
    if (b === 1) return 0;
    if (b === 2) return t === 0 ? 0 : 1;
    if (b === 3) return t === T - 1 ? 0 : -7;
    return noise() < 0 ? 0 : 2;
  });
}

/** B[K, N] as `gemm_pack` packs it: in blocks of up to 384 rows, panels of eight columns; N is a multiple of 8. */
function packed(K: number, N: number, b: (k: number, n: number) => number): Float32Array {
  const most = K > 384 ? Math.ceil(K / Math.ceil(K / 384)) : K;
  const out = new Float32Array(K * N);
  for (let k = 0; k < K; k++) {
    const first = k - (k % most);
    const depth = Math.min(most, K - first);
    for (let n = 0; n < N; n++) out[first * N + (n - (n % 8)) * depth + (k - first) * 8 + (n % 8)] = b(k, n);
  }
  return out;
}
