import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { philox, RandomStream, type RandomStreamState } from "../../src/base/philox.ts";
import {
  countCells,
  expectDistribution,
  expectEven,
  expectIndependent,
  expectMoments,
  normalCdf,
  normalDensity,
  normalTail,
} from "../helpers/statistics.ts";

const N = 100_000;
const draw = (n: number, f: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => f(i));
const MAX = Number.MAX_SAFE_INTEGER;

describe("philox", () => {
  // Random123, tests/kat_vectors, philox4x32 10.
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])("gives the known answer of counter %j", (counter, key, expected) => {
    const block = new Uint32Array(4);
    philox(block, counter as [number, number, number, number], key as [number, number]);
    expect([...block]).toEqual(expected);
  });
});

describe("RandomStream", () => {
  test("draws the words of block after block, from the seed and the stream", () => {
    const seed = 0x12345_89abcdef;
    const stream = 0x54321_fedcba98;
    const start = 2 ** 34 - 6; // a multiple of 4 and 2 words, just before the block number carries
    const r = new RandomStream(seed, stream);
    r.advance(start);
    const block = new Uint32Array(4);
    for (let i = start; i < start + 24; i++) {
      const number = Math.floor(i / 4);
      const counter = [number >>> 0, Math.floor(number / 2 ** 32), 0xfedcba98, 0x54321] as const;
      philox(block, counter, [0x89abcdef, 0x12345]);
      expect(r.uint32()).toBe(block[i % 4]);
    }
  });

  test("is the same again from a saved state, also through JSON", () => {
    const r = new RandomStream(3, 4);
    r.advance(5);
    const state = JSON.parse(JSON.stringify(r.save())) as RandomStreamState;
    const first = draw(9, () => r.uint32());
    const other = new RandomStream(99);
    other.uint32();
    other.restore(state);
    expect(draw(9, () => other.uint32())).toEqual(first);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MAX + 1, "7" as unknown as number])(
    "refuses %s as seed, stream and count",
    (bad) => {
      const text = `seed is ${bad}, expected a whole number from 0 to 2^53 − 1`;
      expect(() => new RandomStream(bad)).toThrow(ValueError);
      expect(() => new RandomStream(bad)).toThrow(text);
      expect(() => new RandomStream(0, bad)).toThrow(ValueError);
      expect(() => new RandomStream(0).advance(bad)).toThrow(ValueError);
    },
  );

  test("takes the largest seed and stream", () => {
    expect(new RandomStream(MAX, MAX).uint32()).not.toBe(new RandomStream(0).uint32());
  });

  test.each([
    { key: [1, 2, 3], stream: 0, position: 0 },
    { key: [1, -2], stream: 0, position: 0 },
    { key: undefined, stream: 0, position: 0 },
    { key: [1, 2], stream: 0.5, position: 0 },
    { key: [1, 2], stream: 0, position: Number.NaN },
    { key: [1, 2], stream: 0 },
  ])("refuses the state %j and stays as it is", (state) => {
    const r = new RandomStream(1);
    const before = r.save();
    expect(() => r.restore(state as unknown as RandomStreamState)).toThrow(ValueError);
    expect(r.save()).toEqual(before);
  });

  test("does not advance past what a number can count", () => {
    const r = new RandomStream(1);
    r.advance(MAX);
    expect(() => r.advance(1)).toThrow(ValueError);
  });
});

describe("uniform", () => {
  test("is uniform, and successive numbers are independent", () => {
    const r = new RandomStream(11);
    const values = draw(N, () => r.uniform());
    expectMoments(values, 1 / 2, 1 / 12, 9 / 5);
    expectDistribution(values, (x) => x);
    expectIndependent(values.subarray(1), values);
    expectIndependent(values.subarray(4), values);
  });

  test("keeps between its ends, whatever rounding does", () => {
    const r = new RandomStream(12);
    const between = (low: number, high: number) =>
      draw(2000, () => r.uniform(low, high)).every((x) => x >= low && x < high && Math.fround(x) === x);
    expect(between(2 ** 24 - 1, 2 ** 24)).toBe(true);
    expect(between(-(2 ** 24), -(2 ** 24) + 1)).toBe(true);
    expect(between(-1, 0)).toBe(true);
    expect(between(0, 2 ** -149)).toBe(true);
    expect(between(-(2 ** -149), 0)).toBe(true);
    expect(between(-1.7e38, 1.7e38)).toBe(true);
  });

  test.each([
    [1, 1],
    [2, 1],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
    [-3e38, 3e38],
    [1, 1 + 2 ** -30],
  ])("refuses [%d, %d)", (low, high) => {
    expect(() => new RandomStream(0).uniform(low, high)).toThrow(ValueError);
  });
});

describe("normal", () => {
  test("is normal, and successive numbers are independent", () => {
    const r = new RandomStream(13);
    const values = draw(N, () => r.normal());
    expectMoments(values, 0, 1, 3);
    expectDistribution(values, normalCdf);
    expectIndependent(
      draw(N - 1, (i) => normalCdf(values[i + 1]!)),
      draw(N - 1, (i) => normalCdf(values[i]!)),
    );
  });

  test("is the quantile of its word to 5e-7", () => {
    const [r, words] = [new RandomStream(14), new RandomStream(14)];
    let worst = 0;
    for (let i = 0; i < N; i++) {
      const z = Math.abs(r.normal());
      const word = words.uint32() | 0;
      const tail = ((word ^ (word >> 31) ^ 0x7fffffff) + 0.5) / 2 ** 32;
      worst = Math.max(worst, Math.abs((normalTail(z) - tail) / (normalDensity(z) * z)));
    }
    expect(worst).toBeLessThan(5e-7);
  });

  test("takes a mean and a deviation, and refuses what is none", () => {
    const [a, b] = [new RandomStream(15), new RandomStream(15)];
    expect(a.normal(3, 2)).toBe(3 + 2 * b.normal());
    expect(a.normal(3, 0)).toBe(3);
    expect(() => a.normal(0, -1)).toThrow("normal: standardDeviation is -1, expected a finite float32 from 0 on");
    expect(() => a.normal(Number.NaN)).toThrow(ValueError);
    expect(() => a.normal(0, 1e39)).toThrow(ValueError);
  });
});

describe("integer", () => {
  test("is even among its numbers", () => {
    const r = new RandomStream(16);
    for (const n of [2, 10, 1000])
      expectEven(
        countCells(
          draw(N, () => r.integer(n)),
          n,
          (k) => k,
        ),
      );
  });

  test("is ⌊word · n / 2³²⌋, exactly", () => {
    for (const n of [1, 3, 2 ** 16 + 1, 2 ** 31 + 12345, 2 ** 32 - 1, 2 ** 32]) {
      const [r, words] = [new RandomStream(17), new RandomStream(17)];
      for (let i = 0; i < 200; i++) expect(r.integer(n)).toBe(Number((BigInt(words.uint32()) * BigInt(n)) >> 32n));
    }
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1])("refuses n = %d", (n) => {
    expect(() => new RandomStream(0).integer(n)).toThrow(ValueError);
  });
});

describe("permutation", () => {
  test("gives all orders alike", () => {
    const r = new RandomStream(18);
    const orders = draw(48_000, () => {
      const [a, b, c, d] = r.permutation(4) as unknown as [number, number, number, number];
      expect(a + b + c + d).toBe(6);
      // The order's number: which of the four comes first, which of the rest second, and whether the last two are in order.
      return a * 6 + (b - Number(b > a)) * 2 + Number(c > d);
    });
    expectEven(countCells(orders, 24, (k) => k));
  });

  test("holds each number once, and takes n − 1 words", () => {
    for (const n of [0, 1, 2, 1000]) {
      const r = new RandomStream(19);
      const y = r.permutation(n);
      expect([...y].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(r.save().position).toBe(Math.max(0, n - 1));
    }
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 30 + 1])("refuses n = %d", (n) => {
    expect(() => new RandomStream(0).permutation(n)).toThrow(ValueError);
  });
});

test("streams of one seed, and neighbouring seeds, are independent", () => {
  const uniform = (seed: number, stream: number) => {
    const r = new RandomStream(seed, stream);
    return draw(N, () => r.uniform());
  };
  const base = uniform(20, 0);
  expectIndependent(base, uniform(20, 1));
  expectIndependent(base, uniform(20, 2 ** 32));
  expectIndependent(base, uniform(21, 0));
});
