import { afterEach, describe, expect, test } from "vitest";
import { ValueError } from "../../../src/base/errors.ts";
import { pipeline, type Pipeline, sampleFrom } from "../../../src/data/index.ts";
import { counting, elements, settled } from "../../helpers/elements.ts";

const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));
afterEach(async () => {
  await settled();
  expect(unhandled.splice(0)).toEqual([]);
});

const later = async <T>(value: T): Promise<T> => {
  await settled();
  return value;
};

/** Everything that reads others. */
const readers: [string, (p: Pipeline<number>) => Pipeline<unknown>][] = [
  ["nothing", (p) => p],
  ["map", (p) => p.map(later)],
  ["map in parallel", (p) => p.map(later, { parallel: 3 })],
  ["filter", (p) => p.filter((x) => x >= 0)],
  ["batch", (p) => p.batch(2)],
  ["prefetch", (p) => p.prefetch(3)],
  ["shuffle", (p) => p.shuffle(4)],
  ["take", (p) => p.take(50)],
  ["skip", (p) => p.skip(1)],
  ["repeat", (p) => p.repeat()],
  ["concat", (p) => p.concat([1])],
  ["zip", (p) => p.zip(p, p.prefetch(2))],
  ["interleave", (p) => p.interleave((i) => p.map((x) => x + i), { cycle: 3, block: 2 })],
  ["a mixture", (p) => sampleFrom([p, p.prefetch(2)])],
  ["cache", (p) => p.cache()],
  ["all of it", (p) => p.map(later, { parallel: 2 }).shuffle(3).zip(p).repeat(2).prefetch(2).cache().batch(2)],
];

describe.each(readers)("through %s", (_, read) => {
  test("every source is closed when the loop is left", async () => {
    const source = counting();
    for await (const x of read(pipeline(source.source))) if (x !== undefined) break;
    expect(source.opened).toBeGreaterThan(0);
    expect(source.open).toBe(0);
  });

  test("the error of a source is thrown as it is, and every other source is closed", async () => {
    const source = counting(Infinity, 12);
    await expect(elements(read(pipeline(source.source)))).rejects.toThrow(new RangeError("no element 12"));
    expect(source.open).toBe(0);
  });

  test("the error of a function behind closes every source", async () => {
    const source = counting();
    let seen = 0;
    const p = read(pipeline(source.source)).map(() => {
      if (++seen === 3) throw new TypeError("bad luck");
    });
    await expect(elements(p)).rejects.toThrow(ValueError);
    expect(source.open).toBe(0);
  });

  test("what was never asked for opens nothing", async () => {
    const source = counting();
    await read(pipeline(source.source)).open({ epoch: 1, seed: 0 }).return();
    expect(source.opened).toBe(0);
  });
});

describe("a function that fails", () => {
  const fails = (x: number): never => {
    throw new TypeError(`cannot read ${x}`);
  };
  const wrong: [string, (p: Pipeline<number>) => Pipeline<unknown>][] = [
    ["map", (p) => p.map((x) => (x === 5 ? fails(x) : x))],
    ["map", (p) => p.map(async (x) => await later(x === 5 ? fails(x) : x), { parallel: 3 })],
    ["filter", (p) => p.filter((x) => (x === 5 ? fails(x) : true))],
    ["filter", (p) => p.filter(async (x) => await Promise.resolve(x === 5 ? fails(x) : true))],
    ["interleave", (p) => p.interleave((x) => (x === 5 ? fails(x) : [x]), { cycle: 2 })],
  ];

  test.each(wrong)("is a ValueError of %s, which tells the element and keeps the cause", async (op, operate) => {
    const source = counting();
    const got: unknown[] = [];
    const all = (async () => {
      for await (const x of operate(pipeline(source.source))) got.push(x);
    })();
    await expect(all).rejects.toThrow(new ValueError(`${op}: element 5 failed: cannot read 5`));
    await expect(all).rejects.toMatchObject({ cause: new TypeError("cannot read 5") });
    expect(got).toEqual([0, 1, 2, 3, 4]);
    expect(source.open).toBe(0);
  });

  test("may throw anything", async () => {
    const p = pipeline([1]).map(() => {
      throw "a text";
    });
    await expect(elements(p)).rejects.toThrow("map: element 0 failed: a text");
  });
});

test("an error on closing does not keep the other sources open", async () => {
  const source = counting();
  const bad = async function* () {
    try {
      for (;;) yield await Promise.resolve(1);
    } finally {
      throw new Error("cannot close");
    }
  };
  const zipped = pipeline(bad).zip(source.source);
  await expect(
    (async () => {
      for await (const x of zipped) if (x.length === 2) break;
    })(),
  ).rejects.toThrow("cannot close");
  expect(source.open).toBe(0);
});
