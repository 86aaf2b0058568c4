import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import { ValueError } from "../../../src/base/errors.ts";
import { ArrayDataset, pipeline, type Pipeline, type Row } from "../../../src/data/index.ts";
import { manualSeed } from "../../../src/tensor/generator.ts";
import { counting, elements, settled, upTo } from "../../helpers/elements.ts";

const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));
afterEach(async () => {
  await settled();
  expect(unhandled.splice(0)).toEqual([]);
});

describe("a source", () => {
  test("is an array, anything that can be iterated, or a function that makes it, also an async one", async () => {
    const sources = [
      [0, 1, 2],
      new Set([0, 1, 2]),
      { [Symbol.asyncIterator]: () => counting(3).source({ epoch: 1, seed: 0 }) },
      () => [0, 1, 2],
      function* () {
        yield* [0, 1, 2];
      },
      counting(3).source,
      pipeline([0, 1, 2]),
      [Promise.resolve(0), Promise.resolve(1), Promise.resolve(2)] as unknown as number[],
    ];
    for (const source of sources) {
      const p = pipeline<number>(source);
      expect(await p.toArray()).toEqual([0, 1, 2]);
      expect(await p.toArray()).toEqual([0, 1, 2]);
    }
  });

  test("is a dataset, whose samples are copies, in its epochs", async () => {
    const data = new ArrayDataset({ data: Float32Array.from(upTo(1200)), shape: [2, 2] }, Int32Array.from(upTo(300)));
    const epochs: number[] = [];
    const p = pipeline(Object.assign(data, { enterEpoch: (epoch: number) => void epochs.push(epoch) }));
    const all = await p.toArray();
    expect(p.length).toBe(300);
    expect(all.map(([x]) => x.data)).toEqual(
      upTo(300).map((i) => Float32Array.of(4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3)),
    );
    expect(all[299]).toEqual([
      { data: Float32Array.of(1196, 1197, 1198, 1199), shape: [2, 2], dtype: "float32" },
      { data: Int32Array.of(299), shape: [], dtype: "int32" },
    ]);
    await p.toArray();
    expect(epochs).toEqual([1, 2]);
  });

  test("is told epoch and seed, which follow manualSeed", async () => {
    const seeds = async (): Promise<number[]> => {
      manualSeed(5);
      const source = counting(1);
      const p = pipeline(source.source);
      await p.toArray();
      await p.toArray();
      expect(source.passes.map(({ epoch }) => epoch)).toEqual([1, 2]);
      return source.passes.map(({ seed }) => seed);
    };
    const [a, b] = await seeds();
    expect(a).not.toBe(b);
    expect(await seeds()).toEqual([a, b]);
  });

  test("that has only one pass is an error in the second", async () => {
    const once = [
      counting(3).source({ epoch: 1, seed: 0 }),
      [0, 1, 2].values(),
      new ReadableStream({
        start(controller) {
          upTo(3).forEach((i) => controller.enqueue(i));
          controller.close();
        },
      }) as unknown as AsyncIterable<number>,
    ];
    for (const source of once) {
      const p = pipeline<number>(source);
      expect(await p.toArray()).toEqual([0, 1, 2]);
      await expect(p.toArray()).rejects.toThrow(ValueError);
      await expect(pipeline<number>(source).toArray()).rejects.toThrow(
        "pipeline: source was gone through before and does not begin again, expected one that does; give the function",
      );
    }
  });

  test("is nothing else", async () => {
    for (const wrong of [null, undefined, 3, "text", {}]) {
      expect(() => pipeline(wrong as never)).toThrow(ValueError);
      expect(() => pipeline([1]).zip(wrong as never)).toThrow(/^zip: source is \w+, expected an iterable/);
    }
    await expect(pipeline(() => 3 as never).toArray()).rejects.toThrow("pipeline: source is number, expected");
  });

  test("is not read before somebody wants it, and not further than wanted", async () => {
    const read = counting();
    const p = pipeline(read.source)
      .map((x) => x + 1)
      .filter((x) => x % 2 === 0)
      .batch(2)
      .concat([[0]]);
    const all = p[Symbol.asyncIterator]();
    await settled();
    expect(read.opened).toBe(0);
    expect((await all.next()).value).toEqual([2, 4]);
    await settled();
    expect(read.read).toBe(4);
    await all.return();
    expect(read.open).toBe(0);
  });

  test("leaves the event loop its turns, though it waits for nothing", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const until = performance.now() + 150;
    await pipeline(function* () {
      while (performance.now() < until) yield 0;
    })
      .filter(() => false)
      .toArray();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });
});

describe("operations follow their definitions:", () => {
  const ten = upTo(10);
  const cases: [string, (p: Pipeline<number>) => Pipeline<unknown>, unknown[]][] = [
    ["map", (p) => p.map((x, i) => 10 * x + i), ten.map((x) => 11 * x)],
    ["map, async", (p) => p.map(async (x) => await Promise.resolve(-x)), ten.map((x) => -x)],
    ["filter", (p) => p.filter((x, i) => x % 3 === 0 && i > 0), [3, 6, 9]],
    ["filter, async", (p) => p.filter(async (x) => await Promise.resolve(x > 7)), [8, 9]],
    ["batch", (p) => p.batch(4), [ten.slice(0, 4), ten.slice(4, 8), [8, 9]]],
    ["batch, whole ones", (p) => p.batch(4, { dropLast: true }), [ten.slice(0, 4), ten.slice(4, 8)]],
    ["batch, larger than all", (p) => p.batch(99), [ten]],
    ["batch, larger than all, whole", (p) => p.batch(99, { dropLast: true }), []],
    ["prefetch", (p) => p.prefetch(3), ten],
    ["prefetch, more than all", (p) => p.prefetch(99), ten],
    ["take", (p) => p.take(3), [0, 1, 2]],
    ["take, none", (p) => p.take(0), []],
    ["take, more than all", (p) => p.take(99), ten],
    ["skip", (p) => p.skip(7), [7, 8, 9]],
    ["skip, none", (p) => p.skip(0), ten],
    ["skip, all", (p) => p.skip(10), []],
    ["repeat", (p) => p.skip(8).repeat(3), [8, 9, 8, 9, 8, 9]],
    ["repeat, not once", (p) => p.repeat(0), []],
    ["repeat, without end", (p) => p.repeat().take(23), [...ten, ...ten, 0, 1, 2]],
    ["repeat of nothing", (p) => p.filter(() => false).repeat(), []],
    ["concat", (p) => p.skip(8).concat(["a"], p.take(1)), [8, 9, "a", 0]],
    ["concat of nothing", (p) => p.concat(), ten],
    [
      "zip",
      (p) => p.zip(["a", "b"], p.skip(5)),
      [
        [0, "a", 5],
        [1, "b", 6],
      ],
    ],
    ["zip of one", (p) => p.take(2).zip(), [[0], [1]]],
    ["cache", (p) => p.cache(), ten],
  ];

  test.each(cases)("%s", async (_, operate, expected) => {
    for (const source of [ten, counting(10).source]) {
      const p = operate(pipeline(source));
      expect(await elements(p)).toEqual(expected);
      expect(await elements(p, 2)).toEqual(expected);
      if (source === ten && p.length !== null) expect(p.length).toBe(expected.length);
    }
  });

  test("their lengths are known where they can be", () => {
    const p = pipeline(ten);
    expect(
      [p.map(String), p.prefetch(2), p.shuffle(3), p.cache(), p.batch(3), p.batch(3, { dropLast: true })].map(
        (q) => q.length,
      ),
    ).toEqual([10, 10, 10, 10, 4, 3]);
    expect(
      [p.take(3), p.take(30), p.skip(3), p.skip(30), p.repeat(2), p.repeat(), p.repeat(0)].map((q) => q.length),
    ).toEqual([3, 10, 7, 0, 20, Infinity, 0]);
    expect(
      [p.concat([1]), p.zip([1]), p.zip(p.repeat()), p.filter(Boolean), p.repeat().take(7)].map((q) => q.length),
    ).toEqual([11, 1, 10, null, 7]);
    const unknown = pipeline(counting(3).source);
    expect(
      [unknown, unknown.take(2), unknown.take(0), unknown.repeat(2), p.concat(unknown)].map((q) => q.length),
    ).toEqual([null, null, 0, null, null]);
    expect(pipeline<number>([]).repeat().length).toBe(0);
  });

  test("of no elements, they give none", async () => {
    const none = pipeline<number>([]);
    const all: Pipeline<unknown>[] = [
      none.map(String),
      none.batch(2),
      none.prefetch(2),
      none.shuffle(2),
      none.repeat(3),
      none.zip([1]),
      none.interleave(() => [1]),
      none.cache(),
    ];
    for (const p of all) expect(await p.toArray()).toEqual([]);
  });

  test.each([
    [(p: Pipeline<number>) => p.map(String, { parallel: 0 }), "map: parallel is 0, expected a whole number from 1 on"],
    [(p: Pipeline<number>) => p.map(String, { parallel: NaN }), "map: parallel is NaN"],
    [(p: Pipeline<number>) => p.map(undefined as never), "map: f is undefined, expected a function of an element"],
    [(p: Pipeline<number>) => p.filter({} as never), "filter: f is object"],
    [(p: Pipeline<number>) => p.interleave([1] as never), "interleave: f is object"],
    [(p: Pipeline<number>) => p.batch(1.5), "batch: size is 1.5, expected a whole number from 1 on"],
    [(p: Pipeline<number>) => p.prefetch(Infinity), "prefetch: count is Infinity, expected a whole number from 1 on"],
    [(p: Pipeline<number>) => p.shuffle(0), "shuffle: size is 0, expected a whole number from 1 on"],
    [(p: Pipeline<number>) => p.shuffle(2, { seed: -1 }), "shuffle: seed is -1"],
    [(p: Pipeline<number>) => p.take(-1), "take: count is -1, expected a whole number from 0"],
    [(p: Pipeline<number>) => p.skip(NaN), "skip: count is NaN"],
    [(p: Pipeline<number>) => p.repeat(0.5), "repeat: count is 0.5"],
    [(p: Pipeline<number>) => p.interleave(() => [1], { cycle: 0 }), "interleave: cycle is 0"],
    [(p: Pipeline<number>) => p.interleave(() => [1], { block: -1 }), "interleave: block is -1"],
    [(p: Pipeline<number>) => p.open({ epoch: 0, seed: 1 }), "open: epoch is 0, expected a whole number from 1"],
    [(p: Pipeline<number>) => p.open({ epoch: 1, seed: NaN }), "open: seed is NaN"],
  ])("refuse what they cannot do, at once: %#", (wrong, message) => {
    expect(() => wrong(pipeline([1, 2]))).toThrow(ValueError);
    expect(() => wrong(pipeline([1, 2]))).toThrow(message);
  });

  test("their types follow", () => {
    const p = pipeline([1, 2, 3]);
    expectTypeOf(p).toEqualTypeOf<Pipeline<number>>();
    expectTypeOf(p.map(async (x) => await Promise.resolve(`${x}`))).toEqualTypeOf<Pipeline<string>>();
    expectTypeOf(p.batch(2)).toEqualTypeOf<Pipeline<number[]>>();
    expectTypeOf(p.zip(["a"], [true])).toEqualTypeOf<Pipeline<[number, string, boolean]>>();
    expectTypeOf(p.concat(["a"])).toEqualTypeOf<Pipeline<number | string>>();
    expectTypeOf(p.interleave((x) => [`${x}`])).toEqualTypeOf<Pipeline<string>>();
    expectTypeOf(pipeline([1, "a"]).filter((x) => typeof x === "string")).toEqualTypeOf<Pipeline<string>>();
    expectTypeOf(pipeline(new ArrayDataset([1], [2]))).toEqualTypeOf<Pipeline<[x: Row, y: Row]>>();
    expectTypeOf(
      pipeline(function* () {
        yield "a";
      }),
    ).toEqualTypeOf<Pipeline<string>>();
  });
});

describe("cache", () => {
  test("reads once, keeps the order, and forgets a pass that was left", async () => {
    const source = counting(5);
    const p = pipeline(source.source).shuffle(5).cache();
    for await (const x of p) if (x >= 0) break;
    const first = await p.toArray();
    expect(source.read).toBe(10); // the pass that was left filled the buffer
    expect(await p.toArray()).toEqual(first);
    expect(await elements(p, 9, 9)).toEqual(first);
    expect(source.opened).toBe(2);
    expect(first.toSorted()).toEqual(upTo(5));
  });
});
