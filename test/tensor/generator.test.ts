import { describe, expect, test } from "vitest";
import { MemoryError, ValueError } from "../../src/base/errors.ts";
import { RandomStream } from "../../src/base/philox.ts";
import { defaultGenerator, Generator, type GeneratorState, manualSeed } from "../../src/tensor/generator.ts";
import { rand, randint, randn } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectIndependent } from "../helpers/statistics.ts";

const MAX = Number.MAX_SAFE_INTEGER;
const draw = (generator: Generator, n: number) => scope(() => rand([n], { generator }).data);

// First, as it looks at the default generator before anybody has used it.
test("the default generator starts at seed 0", () => {
  expect(defaultGenerator().save()).toEqual({ key: [0, 0], counter: 0 });
  const r = new RandomStream(0);
  expect([...rand([5]).data]).toEqual(Array.from({ length: 5 }, () => r.uniform()));
});

describe("manualSeed", () => {
  test("gives the same bits again", () => {
    const draws = () => [rand([33]).data, randn([3, 5]).data, randint(0, 100, [7]).data];
    manualSeed(7);
    const first = draws();
    const second = draws();
    manualSeed(7);
    expect(draws()).toEqual(first);
    expect(second).not.toEqual(first);
    manualSeed(8);
    expect(draws()).not.toEqual(first);
  });

  test("keeps the order of draws that have not run yet", () => {
    manualSeed(1);
    const a = rand([3]);
    manualSeed(2);
    const b = rand([3]);
    manualSeed(1);
    const c = rand([3]);
    expect(c.data).toEqual(a.data);
    expect(b.data).not.toEqual(a.data);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MAX + 1, "7" as unknown as number])(
    "refuses %s",
    (seed) => {
      const before = defaultGenerator().save();
      expect(() => manualSeed(seed)).toThrow(ValueError);
      expect(() => manualSeed(seed)).toThrow(`manualSeed: seed is ${seed}, expected a whole number from 0 to 2^53 − 1`);
      expect(() => new Generator(seed)).toThrow(ValueError);
      expect(defaultGenerator().save()).toEqual(before);
    },
  );
});

describe("Generator", () => {
  test("takes all 53 bits of a seed", () => {
    expect(new Generator(MAX).save()).toEqual({ key: [0xffffffff, 0x1fffff], counter: 0 });
    expect(draw(new Generator(5), 4)).not.toEqual(draw(new Generator(5 + 2 ** 32), 4));
  });

  test("counts the blocks of each draw", () => {
    const g = new Generator(3);
    for (const [n, counter] of [
      [0, 0],
      [1, 1],
      [4, 2],
      [5, 4],
      [4000, 1004],
    ] as const) {
      draw(g, n);
      expect(g.save().counter).toBe(counter);
    }
  });

  test("continues from a saved state, also through JSON", () => {
    const g = new Generator(4);
    draw(g, 9);
    const state = JSON.parse(JSON.stringify(g.save())) as GeneratorState;
    const expected = draw(g, 50);
    const other = new Generator(5);
    other.restore(state);
    expect(draw(other, 50)).toEqual(expected);
    // The upper word of the counter too.
    other.restore({ key: [1, 2], counter: 2 ** 40 + 3 });
    draw(other, 1);
    expect(other.save()).toEqual({ key: [1, 2], counter: 2 ** 40 + 4 });
  });

  test.each([
    { key: [1, 2], counter: -1 },
    { key: [1, 2], counter: 1.5 },
    { key: [1, 2], counter: "3" },
    { key: [1, 2] },
    { key: [1, 2, 3], counter: 0 },
    { key: [1, 2 ** 32], counter: 0 },
    { key: "12", counter: 0 },
    { counter: 0 },
  ])("refuses the state %j and stays as it is", (state) => {
    const g = new Generator(6);
    const before = g.save();
    expect(() => g.restore(state as unknown as GeneratorState)).toThrow(ValueError);
    expect(g.save()).toEqual(before);
  });

  test("lives until it is disposed of, in no scope", () => {
    const { live, blocks } = memoryStats();
    const g = scope(() => {
      const made = new Generator(7);
      made.fork().dispose();
      return () => made;
    })();
    expect(draw(g, 2).length).toBe(2);
    g.dispose();
    expect(g.disposed).toBe(true);
    expect(() => g.dispose()).toThrow(MemoryError);
    for (const use of [() => draw(g, 2), () => g.fork(), () => g.seed(1), () => g.save()]) {
      expect(use).toThrow("generator: it was disposed of");
    }
    expect(memoryStats()).toMatchObject({ live, blocks });
  });
});

describe("a fork", () => {
  test("depends on the seed and on its place among the draws, not on later draws", () => {
    const fork = (before: number, after: number) => {
      const g = new Generator(8);
      draw(g, before);
      const child = g.fork();
      draw(g, after);
      return draw(child, 20);
    };
    expect(fork(4, 100)).toEqual(fork(4, 0));
    expect(fork(5, 0)).not.toEqual(fork(4, 0));
  });

  test("is independent of its parent and of the next fork", () => {
    const parent = new Generator(9);
    const [a, b] = [parent.fork(), parent.fork()];
    const [pa, da, db] = [draw(parent, 100_000), draw(a, 100_000), draw(b, 100_000)];
    expectIndependent(da, db);
    expectIndependent(pa, da);
    expectIndependent(pa, db);
    expectIndependent(draw(a.fork(), 100_000), da);
  });
});
