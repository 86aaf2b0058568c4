import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { RandomStream } from "../../src/base/philox.ts";
import { Generator } from "../../src/tensor/generator.ts";
import { bernoulli, rand, randint, randn, randperm } from "../../src/tensor/random.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
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

/** Every draw, of one shape. */
const draws: Record<string, (shape: number[], generator: Generator) => Tensor> = {
  rand: (shape, generator) => rand(shape, { generator }),
  randn: (shape, generator) => randn(shape, { generator }),
  randint: (shape, generator) => randint(0, 10, shape, { generator }),
  bernoulli: (shape, generator) => bernoulli(0.5, shape, { generator }),
  randperm: ([n], generator) => randperm(n!, { generator }),
};

describe.each(Object.keys(draws))("%s", (name) => {
  const make = draws[name]!;

  test("takes nothing but its result, and moves the generator on", () => {
    const generator = new Generator(1);
    const { blocks } = memoryStats();
    const first = make([100], generator);
    expect(memoryStats().blocks).toBe(blocks + 1);
    expect(make([100], generator).data).not.toEqual(first.data);
    expect(first.data).toEqual(make([100], new Generator(1)).data);
  });

  test("gives an empty tensor of no numbers", () => {
    const generator = new Generator(1);
    const y = make([0], generator);
    expect([y.shape, y.data.length]).toEqual([[0], 0]);
    expect(generator.save().counter).toBe(0);
  });

  test.each([[[-1]], [[1.5]], [[Number.NaN]], [[2 ** 31]], [[Number.POSITIVE_INFINITY]]])("refuses %j", (shape) => {
    const generator = new Generator(1);
    expect(() => make(shape, generator)).toThrow(ShapeError);
    expect(() => make(shape, generator)).toThrow(`${name}: shape is [${shape[0]}], expected`);
    expect(generator.save().counter).toBe(0);
  });
});

test("shapes and dtypes are those asked for", () => {
  expect(
    [rand([2, 3]), randn([4]), randint(0, 2, [2, 0, 3]), randperm(6), bernoulli(0.5, [])].map(describeTensor),
  ).toEqual(["float32 2,3", "float32 4", "int32 2,0,3", "int32 6", "float32 "]);
});

function describeTensor(t: Tensor): string {
  return `${t.dtype} ${t.shape.join()}`;
}

describe("rand", () => {
  test("is uniform, and successive numbers are independent", () => {
    const { data } = rand([N], { generator: new Generator(21) });
    expectMoments(data, 1 / 2, 1 / 12, 9 / 5);
    expectDistribution(data, (x) => x);
    expectIndependent(data.subarray(1), data);
    expectIndependent(data.subarray(4), data);
  });

  test("has the bits of the host's stream", () => {
    const r = new RandomStream(22);
    const data = rand([1001], { low: -2.1, high: 0.3, generator: new Generator(22) }).data;
    expect(data.every((x) => x === r.uniform(-2.1, 0.3))).toBe(true);
  });

  test.each([
    [1, 1],
    [1, 0],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
    [-3e38, 3e38],
  ])("refuses [%d, %d)", (low, high) => {
    expect(() => rand([2], { low, high })).toThrow(ValueError);
    expect(() => rand([2], { low, high })).toThrow(
      `rand: [low, high) is [${low}, ${high}), expected low < high and a finite difference, as float32`,
    );
  });
});

describe("randn", () => {
  test("is normal, and successive numbers are independent", () => {
    const { data } = randn([N], { generator: new Generator(23) });
    expectMoments(data, 0, 1, 3);
    expectDistribution(data, normalCdf);
    const p = Float64Array.from(data, normalCdf);
    expectIndependent(p.subarray(1), p);
    expectIndependent(p.subarray(4), p);
  });

  test("is the quantile of its word to 8e-7", () => {
    const n = 2 ** 18;
    const words = new RandomStream(24);
    let worst = 0;
    for (const z of randn([n], { generator: new Generator(24) }).data) {
      const word = words.uint32() | 0;
      const tail = ((word ^ (word >> 31) ^ 0x7fffffff) + 0.5) / 2 ** 32;
      if (z < 0 !== word < 0) worst = Number.NaN;
      const a = Math.abs(z);
      worst = Math.max(worst, Math.abs((normalTail(a) - tail) / (normalDensity(a) * a)));
    }
    expect(worst).toBeLessThan(8e-7);
  });

  test("takes mean and deviation", () => {
    expectMoments(randn([N], { mean: -3, standardDeviation: 0.5, generator: new Generator(25) }).data, -3, 0.25, 3);
    expect(randn([3], { mean: 2, standardDeviation: 0 }).toArray()).toEqual([2, 2, 2]);
    expect(() => randn([2], { standardDeviation: -1 })).toThrow(
      "randn: standardDeviation is -1, expected a finite float32 from 0 on",
    );
    expect(() => randn([2], { mean: Number.NaN })).toThrow(ValueError);
    expect(() => randn([2], { standardDeviation: 1e39 })).toThrow(ValueError);
  });
});

describe("randint", () => {
  test("is even among its numbers", () => {
    for (const [low, high] of [
      [0, 2],
      [-7, 93],
      [2 ** 31 - 3, 2 ** 31],
    ] as const) {
      const { data } = randint(low, high, [N], { generator: new Generator(26) });
      expectEven(countCells(data, high - low, (k) => k - low));
    }
  });

  test("covers all 32 bits", () => {
    const { data } = randint(-(2 ** 31), 2 ** 31, [N], { generator: new Generator(27) });
    expectEven(countCells(data, 256, (k) => Math.floor((k + 2 ** 31) / 2 ** 24)));
    expectEven(countCells(data, 256, (k) => k & 255));
  });

  test("has the bits of the host's stream", () => {
    const r = new RandomStream(28);
    const data = randint(-10, 1000, [1001], { generator: new Generator(28) }).data;
    expect(data.every((x) => x === r.integer(1010) - 10)).toBe(true);
  });

  test.each([
    [0, 0],
    [3, 2],
    [0.5, 2],
    [0, Number.NaN],
    [0, 2 ** 31 + 1],
    [-(2 ** 31) - 1, 0],
  ])("refuses [%d, %d)", (low, high) => {
    expect(() => randint(low, high, [2])).toThrow(ValueError);
    expect(() => randint(low, high, [2])).toThrow(
      `randint: [low, high) is [${low}, ${high}), expected low < high, whole numbers of 32 bits`,
    );
  });
});

describe("randperm", () => {
  test("holds each number once, every number at every place alike", () => {
    const generator = new Generator(29);
    const counts = new Float64Array(25);
    for (let draw = 0; draw < 2000; draw++) {
      const { data } = randperm(5, { generator });
      expect(new Set(data).size).toBe(5);
      data.forEach((value, place) => counts[5 * place + value]!++);
    }
    // 16 of the 25 cells are free, so the bound for 24 is a generous one.
    expectEven(counts);
  });

  test("has the bits of the host's stream", () => {
    for (const n of [1, 2, 1024, 1025, 1026, 5000]) {
      const expected = new RandomStream(30).permutation(n);
      expect(randperm(n, { generator: new Generator(30) }).data.every((x, i) => x === expected[i])).toBe(true);
    }
  });
});

describe("bernoulli", () => {
  test("gives ones with its probability, and zeros", () => {
    for (const p of [0.1, 0.3, 0.9]) {
      const { data } = bernoulli(p, [N], { generator: new Generator(31) });
      expect(data.every((x) => x === 0 || x === 1)).toBe(true);
      expectMoments(data, p, p * (1 - p), 3 + (1 - 6 * p * (1 - p)) / (p * (1 - p)));
    }
    expect(bernoulli(0, [3]).toArray()).toEqual([0, 0, 0]);
    expect(bernoulli(1, [3]).toArray()).toEqual([1, 1, 1]);
  });

  test.each([-0.1, 1.1, Number.NaN])("refuses %d", (p) => {
    expect(() => bernoulli(p, [2])).toThrow(ValueError);
    expect(() => bernoulli(p, [2])).toThrow(`bernoulli: probability is ${p}, expected a number from 0 to 1`);
  });
});
