import { describe, expect, test } from "vitest";
import { RandomStream } from "../../../src/base/philox.ts";
import { pipeline } from "../../../src/data/index.ts";
import { counting, elements, settled, upTo } from "../../helpers/elements.ts";

describe("prefetch", () => {
  test.each([1, 2, 5])(
    "reads just %d elements ahead of the one at hand, and one more while it is waited for",
    async (n) => {
      const source = counting();
      const all = pipeline(source.source).prefetch(n)[Symbol.asyncIterator]();
      for (let i = 0; i < 8; i++) {
        expect((await all.next()).value).toBe(i);
        await settled();
        expect(source.read).toBe(i + 1 + n);
      }
      await all.return();
      expect(source.open).toBe(0);
      expect(source.read).toBe(8 + n);
    },
  );

  test("asks for one element at a time, and never behind the end", async () => {
    let asked = 0;
    let most = 0;
    let behind = 0;
    const source = {
      [Symbol.asyncIterator]: () => {
        let i = 0;
        return {
          next: async () => {
            most = Math.max(most, ++asked);
            await settled();
            asked--;
            if (i === 4) behind++;
            return i < 4 ? { done: false as const, value: i++ } : { done: true as const, value: undefined };
          },
        };
      },
    };
    expect(await pipeline(source).prefetch(3).toArray()).toEqual([0, 1, 2, 3]);
    expect([most, behind]).toEqual([1, 1]);
  });
});

describe("map in parallel", () => {
  test.each([1, 2, 4, 50])("keeps the order, whatever each of %d takes", async (parallel) => {
    const random = new RandomStream(3);
    const delays = upTo(40).map(() => random.uniform(0, 10));
    let running = 0;
    let most = 0;
    const p = pipeline(upTo(40)).map(
      async (x, i) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, delays[x]!));
        running--;
        return [x, i];
      },
      { parallel },
    );
    expect(await elements(p)).toEqual(upTo(40).map((i) => [i, i]));
    expect(most).toBe(Math.min(parallel, 40));
    expect(running).toBe(0);
  });

  test("reads as many elements as it works on, and no more", async () => {
    const source = counting();
    const all = pipeline(source.source)
      .map((x) => x, { parallel: 4 })
      [Symbol.asyncIterator]();
    expect((await all.next()).value).toBe(0);
    await settled();
    expect(source.read).toBe(4);
    await all.return();
    expect(source.open).toBe(0);
  });
});
