import { describe, expect, test } from "vitest";
import { philox, RandomStream } from "../../src/base/philox.ts";
import { grainOf, type KernelName, type Operand, runCase } from "../helpers/kernels.ts";
import { relativeError } from "../helpers/close.ts";
import { noise } from "../helpers/random.ts";

// Around a vector, a block of four words, a part, the eight blocks made at once, and a chunk.
const SIZES = [0, 1, 3, 4, 5, 15, 16, 17, 31, 32, 33, 1023, 1024, 1025, 4133];
const SEED = 0x5eed5_12345678;

/** A generator, as words: key, counter. */
const generator = (k0: number, k1: number, low: number, high: number): Operand => ({
  length: 4,
  ints: true,
  fill: (i) => [k0, k1, low, high][i]!,
});
const seeded = generator(SEED >>> 0, Math.floor(SEED / 2 ** 32), 0, 0);

/** What a kernel draws from `seeded`. */
function drawn(kernel: KernelName, n: number, parameters: readonly number[]) {
  return runCase({ kernel, args: [{ length: n }, seeded, ...parameters], items: n })[0]!;
}

/** The first difference, or −1. */
const difference = (got: ArrayLike<number>, expected: (i: number) => number) =>
  Array.from(got).findIndex((x, i) => !Object.is(x, expected(i)));

describe("words", () => {
  const words = (saved: Operand, n: number) =>
    runCase({ kernel: "random_integers", args: [{ length: n }, saved, 0, 0], items: n })[0]!.ints();

  test("are the known answer", () => {
    const bits = new Uint32Array(words(generator(0, 0, 0, 0), 4).buffer);
    expect([...bits]).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  });

  test.each([
    [0, 0],
    [0xfffffffe, 0],
    [0xffffffff, 7],
    [0xfffffffd, 0xffffffff],
  ])("carry from counter (%d, %d) on", (low, high) => {
    const got = words(generator(0xa4093822, 0x299f31d0, low, high), 101);
    const block = new Uint32Array(4);
    const expected = (i: number) => {
      const counter = BigInt.asUintN(64, (BigInt(high) << 32n) + BigInt(low) + BigInt(i >> 2));
      philox(block, [Number(counter & 0xffffffffn), Number(counter >> 32n), 0, 0], [0xa4093822, 0x299f31d0]);
      return block[i % 4]! | 0;
    };
    expect(difference(got, expected)).toBe(-1);
  });
});

describe("draws have the bits of the host's", () => {
  test.each(SIZES)("uniform, %i numbers", (n) => {
    for (const [low, high] of [
      [0, 1],
      [-0.1, 0.3],
      [1, 2],
      [2 ** 24 - 1, 2 ** 24],
      [-1, 0],
      [-1.7e38, 1.7e38],
    ] as const) {
      const r = new RandomStream(SEED);
      expect(difference(drawn("random_uniform", n, [low, high]).floats(), () => r.uniform(low, high))).toBe(-1);
    }
  });

  test.each(SIZES)("integers, %i numbers", (n) => {
    for (const [low, high] of [
      [0, 2],
      [-5, 6],
      [-(2 ** 31), 2 ** 31 - 1],
      [-(2 ** 31), 2 ** 31],
    ] as const) {
      const r = new RandomStream(SEED);
      const got = drawn("random_integers", n, [low, high - low]).ints();
      expect(difference(got, () => low + r.integer(high - low))).toBe(-1);
    }
  });

  test.each(SIZES)("Bernoulli, %i numbers", (n) => {
    // Among them the first number itself, which is not below it.
    for (const p of [0, 2 ** -24, 0.3, new RandomStream(SEED).uniform(), 1 - 2 ** -24, 1]) {
      const r = new RandomStream(SEED);
      const got = drawn("random_bernoulli", n, [p]).floats();
      expect(difference(got, () => Number(r.uniform() < Math.fround(p)))).toBe(-1);
    }
  });

  test.each(SIZES)("a permutation of %i", (n) => {
    const items = Math.min(n, 1);
    const [y] = runCase({ kernel: "random_permutation", args: [{ length: n }, seeded, n], items });
    const expected = new RandomStream(SEED).permutation(n);
    expect(difference(y!.ints(), (i) => expected[i]!)).toBe(-1);
  });

  test.each(SIZES)("normals within 1e-6, %i numbers", (n) => {
    for (const [mean, deviation] of [
      [0, 1],
      [-3, 0.5],
      [2, 0],
    ] as const) {
      const r = new RandomStream(SEED);
      const expected = Array.from({ length: n }, () => r.normal(mean, deviation));
      expect(relativeError(drawn("random_normal", n, [mean, deviation]).floats(), expected)).toBeLessThan(1e-6);
    }
  });
});

describe("dropout", () => {
  const x = (n: number): Operand => ({ length: n, fill: (i) => (i === 3 ? Number.NaN : noise()) });

  test.each(SIZES)("multiplies %i numbers by the mask and 1 / keep", (n) => {
    for (const keep of [0, 0.25, 0.9, 1]) {
      const mask = drawn("random_bernoulli", n, [keep]).floats();
      const [y, from] = runCase({ kernel: "dropout", args: [{ length: n }, x(n), seeded, keep], items: n });
      const scale = Math.fround(1 / Math.fround(keep));
      const expected = (i: number) => Math.fround(from!.floats()[i]! * (mask[i] === 1 ? scale : 0));
      expect(difference(y!.floats(), expected)).toBe(-1);
    }
  });

  test("works in place", () => {
    const values = Float32Array.from({ length: 1029 }, noise);
    const both: Operand = { length: 1029, fill: (i) => values[i]! };
    const [inPlace] = runCase({ kernel: "dropout", args: [both, both, seeded, 0.5], items: 1029 });
    const [apart] = runCase({ kernel: "dropout", args: [{ length: 1029 }, { ...both }, seeded, 0.5], items: 1029 });
    expect(difference(inPlace!.floats(), (i) => apart!.floats()[i]!)).toBe(-1);
  });
});

describe("a generator", () => {
  const take = (low: number, high: number, n: number) =>
    runCase({ kernel: "random_take", args: [{ length: 4 }, generator(1, 2, low, high), n], items: 1 }).map((r) => [
      ...r.ints(),
    ]);

  test("is saved, and moves on by the blocks of a draw", () => {
    expect(take(5, 6, 0)).toEqual([
      [1, 2, 5, 6],
      [1, 2, 5, 6],
    ]);
    expect(take(5, 6, 1)[1]).toEqual([1, 2, 6, 6]);
    expect(take(5, 6, 4)[1]).toEqual([1, 2, 6, 6]);
    expect(take(5, 6, 5)[1]).toEqual([1, 2, 7, 6]);
    expect(take(5, 6, 2 ** 30)[1]).toEqual([1, 2, 5 + 2 ** 28, 6]);
    expect(take(-1, 6, 8)[1]).toEqual([1, 2, 1, 7]);
  });

  test("forks by half of its next block, and moves on by one", () => {
    const [child, parent] = runCase({
      kernel: "random_fork",
      args: [{ length: 4 }, generator(1, 2, -1, 6)],
      items: 1,
    });
    const block = new Uint32Array(4);
    philox(block, [0xffffffff, 6, 0, 0], [1, 2]);
    expect([...child!.ints()]).toEqual([block[0]! | 0, block[1]! | 0, 0, 0]);
    expect([...parent!.ints()]).toEqual([1, 2, 0, 7]);
  });
});

test("draws are split, and parts begin at whole cache lines", () => {
  const kernels = ["random_uniform", "random_normal", "random_integers", "random_bernoulli", "dropout"] as const;
  expect(kernels.map(grainOf)).toEqual([16, 16, 16, 16, 16]);
});
