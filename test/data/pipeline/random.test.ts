import { describe, expect, test } from "vitest";
import { ValueError } from "../../../src/base/errors.ts";
import { pipeline, type Pipeline, sampleFrom } from "../../../src/data/index.ts";
import { counting, elements, upTo } from "../../helpers/elements.ts";

const hundred = upTo(100);

describe("repeat", () => {
  test("goes on where its epochs are more than there can be", async () => {
    const twice = pipeline(hundred).shuffle(100).repeat().take(200).repeat().take(300);
    const often = pipeline(hundred).shuffle(100).repeat(1_000_000).take(300);
    for (const p of [twice, often]) {
      const later = await elements(p, 2000, 5);
      const parts = [0, 100, 200].map((from) => later.slice(from, from + 100));
      for (const part of parts) expect(part.toSorted((a, b) => a - b)).toEqual(hundred);
      expect(parts[1]).not.toEqual(parts[0]);
      expect(parts[2]).not.toEqual(parts[1]);
      expect(await elements(p, 2001, 5)).not.toEqual(later);
      expect(await elements(p, 2000, 5)).toEqual(later);
    }
  });
});

describe("shuffle", () => {
  test.each([1, 2, 10, 100, 1000, Infinity])(
    "of %d gives every element once, not further ahead than it may",
    async (size) => {
      const order = await elements(pipeline(hundred).shuffle(size));
      expect(order.toSorted((a, b) => a - b)).toEqual(hundred);
      // What comes k-th was among the first k + size.
      order.forEach((x, k) => expect(x).toBeLessThan(k + size));
      if (size === 1) expect(order).toEqual(hundred);
      else expect(order).not.toEqual(hundred);
    },
  );

  test("reads its buffer, and then one for one", async () => {
    const source = counting(20);
    const all = pipeline(source.source).shuffle(6)[Symbol.asyncIterator]();
    for (let i = 0; i < 20; i++) {
      await all.next();
      expect(source.read).toBe(Math.min(20, 6 + i));
    }
    expect((await all.next()).done).toBe(true);
  });

  test("follows seed and epoch, its own seed before that of the pass", async () => {
    const free = pipeline(hundred).shuffle(20);
    const own = pipeline(hundred).shuffle(20, { seed: 3 });
    expect(await elements(free, 2, 5)).toEqual(await elements(free, 2, 5));
    expect(await elements(free, 3, 5)).not.toEqual(await elements(free, 2, 5));
    expect(await elements(free, 2, 6)).not.toEqual(await elements(free, 2, 5));
    expect(await elements(own, 2, 6)).toEqual(await elements(own, 2, 5));
    expect(await elements(own, 3, 5)).not.toEqual(await elements(own, 2, 5));
    expect(await own.toArray()).toEqual(await elements(own, 1));
    expect(await own.toArray()).toEqual(await elements(own, 2));
  });

  test("puts every element everywhere, alike", async () => {
    const [n, rounds] = [5, 4000];
    const counts = upTo(n).map(() => upTo(n).map(() => 0));
    const p = pipeline(upTo(n)).shuffle(Infinity);
    for (let seed = 0; seed < rounds; seed++) {
      (await elements(p, 1, seed)).forEach((x, k) => counts[x]![k]!++);
    }
    const expected = rounds / n;
    // χ² of 16 degrees of freedom is above 39.3 once in 1,000.
    expect(counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(39.3);
  });

  test("is another one in each branch, and in each repetition", async () => {
    const shuffled = pipeline(hundred).shuffle(Infinity);
    const pairs = await elements(shuffled.zip(shuffled, shuffled.shuffle(Infinity)));
    const [a, b, c] = [0, 1, 2].map((k) => pairs.map((pair) => pair[k]));
    const twice = await elements(shuffled.repeat(2));
    const endless = await elements(shuffled.repeat().take(200));
    const both = await elements(shuffled.concat(shuffled));
    const halves = (all: readonly number[]) => [all.slice(0, 100), all.slice(100)];
    for (const orders of [[a, b, c], halves(twice), halves(endless), halves(both)]) {
      expect(new Set(orders.map(String)).size).toBe(orders.length);
    }
    expect(await elements(shuffled.repeat(2), 2)).not.toEqual(twice);
    expect(await elements(shuffled.repeat(2), 1)).toEqual(twice);
    const own = pipeline(hundred).shuffle(Infinity, { seed: 1 }).repeat(2);
    const epochs = [...(await elements(own, 1)), ...(await elements(own, 2))];
    expect(new Set([0, 100, 200, 300].map((at) => String(epochs.slice(at, at + 100)))).size).toBe(4);
  });
});

describe("interleave", () => {
  const blocks = (p: Pipeline<number>, cycle: number, block: number) =>
    elements(p.interleave((x) => upTo(6).map(() => x), { cycle, block }));

  test("takes turns as tf.data's does", async () => {
    // The example of tf.data.Dataset.interleave.
    expect(await blocks(pipeline([1, 2, 3, 4, 5]), 2, 4)).toEqual([
      1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5,
    ]);
    expect(await blocks(pipeline([1, 2, 3]), 1, 1)).toEqual([1, 2, 3].flatMap((x) => upTo(6).map(() => x)));
    expect(await blocks(pipeline([1, 2, 3]), 3, 1)).toEqual(upTo(18).map((i) => 1 + (i % 3)));
    expect(await blocks(pipeline([1, 2]), 9, 2)).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2]);
  });

  test("passes over sources without elements, of any kind", async () => {
    const lengths = [0, 2, 0, 0, 1, 3, 0];
    const p = pipeline(lengths).interleave((n, i) => pipeline(() => upTo(n).map((x) => 10 * i + x)), { cycle: 2 });
    expect((await elements(p)).toSorted((a, b) => a - b)).toEqual([10, 11, 40, 50, 51, 52]);
  });

  test("opens no more sources than it takes turns with", async () => {
    const source = counting(5);
    let most = 0;
    for await (const x of pipeline(upTo(6)).interleave(() => source.source, { cycle: 3 })) {
      expect(x).toBeLessThan(5);
      most = Math.max(most, source.open);
    }
    expect([most, source.opened, source.open]).toEqual([3, 6, 0]);
    expect(new Set(source.passes.map(({ seed }) => seed)).size).toBe(6);
  });
});

describe("sampleFrom", () => {
  const mixed = (weights: readonly number[], rest: object = {}) =>
    sampleFrom(
      weights.map((_, i) =>
        pipeline(function* () {
          for (;;) yield i;
        }),
      ),
      { weights, ...rest },
    );

  test("draws each source in proportion to its weight", async () => {
    const drawn = await elements(mixed([3, 0, 1, 4]).take(8000));
    const counts = upTo(4).map((i) => drawn.filter((x) => x === i).length);
    expect(counts[1]).toBe(0);
    [3000, 0, 1000, 4000].forEach((expected, i) => expect(Math.abs(counts[i]! - expected)).toBeLessThan(150));
  });

  test("gives all elements, each source's in their order, until the last has ended, or the first", async () => {
    const sources = [upTo(20), upTo(5).map((x) => 100 + x), upTo(10).map((x) => 200 + x)];
    const all = await elements(sampleFrom(sources));
    expect(all.toSorted((a, b) => a - b)).toEqual(sources.flat());
    sources.forEach((source) => expect(all.filter((x) => source.includes(x))).toEqual(source));
    expect(sampleFrom(sources).length).toBe(35);
    const some = await elements(sampleFrom(sources, { stopOnEmpty: true }));
    expect(some.length).toBeLessThan(35);
    expect(sources.filter((source) => source.every((x) => some.includes(x)))).toHaveLength(1);
    // A source that is never drawn holds nobody up.
    expect(await elements(sampleFrom([[1, 2], [3]], { weights: [1, 0] }))).toEqual([1, 2]);
    expect(sampleFrom([[1, 2], [3]], { weights: [1, 0] }).length).toBe(2);
  });

  test("follows seed and epoch", async () => {
    const [free, own] = [mixed([1, 1]).take(50), mixed([1, 1], { seed: 4 }).take(50)];
    expect(await elements(free)).toEqual(await elements(free));
    expect(await elements(free, 2)).not.toEqual(await elements(free));
    expect(await elements(own, 1, 8)).toEqual(await elements(own, 1, 9));
    expect(await elements(own, 2)).not.toEqual(await elements(own));
  });

  test.each([
    [() => sampleFrom([]), "sampleFrom: there are 0 sources, expected at least one"],
    [() => sampleFrom([[1]], { weights: [1, 2] }), "sampleFrom: weights.length is 2, expected one a source"],
    [() => sampleFrom([[1]], { weights: [NaN] }), "sampleFrom: weights[0] is NaN, expected a finite number from 0 on"],
    [() => sampleFrom([[1]], { weights: [-1] }), "sampleFrom: weights[0] is -1"],
    [() => sampleFrom([[1]], { weights: [Infinity] }), "sampleFrom: weights[0] is Infinity"],
    [
      () => sampleFrom([[1], [2]], { weights: [0, 0] }),
      "sampleFrom: the sum of weights is 0, expected a finite number above 0",
    ],
    [() => sampleFrom([[1]], { seed: 0.5 }), "sampleFrom: seed is 0.5"],
    [() => sampleFrom([3 as never]), "sampleFrom: source is number, expected"],
  ])("refuses what cannot be drawn from: %#", (wrong, message) => {
    expect(wrong).toThrow(ValueError);
    expect(wrong).toThrow(message);
  });
});
